import { expect, test } from "vitest";
import { found, type User } from "./people";

const person = (name: string, email: string, roles: User["roles"], departments: string[]): User => ({
  user_id: email,
  subject: email,
  email,
  name,
  roles,
  departments,
  state: "active",
  created_at: "2026-11-22T12:00:00Z",
  version: "1",
});
const KIM = person("Kim Lee", "kim@example.org", ["crew"], ["parks"]);
const ADA = person("Ada Byron", "ada@example.org", ["admin", "manager"], []);
const ALL = [KIM, ADA];

test("people are found by parts of name and address, in any order and case", () => {
  expect(found(ALL, { sought: "LEE kim", role: "", department: "" })).toEqual([KIM]);
  expect(found(ALL, { sought: "ada@", role: "", department: "" })).toEqual([ADA]);
  expect(found(ALL, { sought: "  ", role: "", department: "" })).toEqual(ALL);
  expect(found(ALL, { sought: "kim byron", role: "", department: "" })).toEqual([]);
});

test("by role and by department", () => {
  expect(found(ALL, { sought: "", role: "manager", department: "" })).toEqual([ADA]);
  expect(found(ALL, { sought: "", role: "", department: "parks" })).toEqual([KIM]);
  expect(found(ALL, { sought: "", role: "admin", department: "parks" })).toEqual([]);
});
