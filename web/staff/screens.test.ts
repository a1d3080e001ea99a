import { expect, test } from "vitest";
import type { Me } from "./rights";
import { screenAt, screensFor } from "./screens";

const ACTIONS = ["list_work_orders", "plan_route", "file_request", "read_figures", "read_request", "manage_users"];
const someone = (...roles: string[]): Me => ({
  subject: "someone",
  name: "",
  roles: roles as Me["roles"],
  departments: [],
  may: ACTIONS.map((action) => ({ action, departments: null, private: true })),
  city_departments: [],
  reasons: { pause: [], refusal: [], transfer: [] },
  step_positions_days: 0,
});

test.each([
  [["agent"], "agent"],
  [["crew"], "crew"],
  [["manager"], "overview"],
  [["dispatcher"], "queue"],
  [["agent", "dispatcher"], "queue"],
  [["admin"], "queue"],
  [[], "queue"],
])("%j begins at %s, which is first in the navigation", (roles, path) => {
  const me = someone(...roles);
  expect(screenAt(me, "")?.screen.path).toBe(path);
  expect(screensFor(me)[0]?.path).toBe(path);
  expect(new Set(screensFor(me)).size).toBe(screensFor(me).length);
});

test("who may not see their role's screen begins at another", () => {
  const me = { ...someone("manager"), may: [{ action: "list_work_orders" as const, departments: null, private: true }] };
  expect(screenAt(me, "")?.screen.path).toBe("queue");
  expect(screenAt(me, "overview")).toBeNull();
});
