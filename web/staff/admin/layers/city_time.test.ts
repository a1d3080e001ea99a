import { expect, test } from "vitest";
import { fieldIn, momentIn, nextMidnight } from "./city_time";

test.each([
  ["America/Chicago", "2027-01-01T00:00", "2027-01-01T06:00:00Z"],
  ["America/Chicago", "2027-07-01T00:00", "2027-07-01T05:00:00Z"],
  ["America/Chicago", "2027-03-14T01:59", "2027-03-14T07:59:00Z"], // a minute before the clocks are put forward
  ["America/Chicago", "2027-03-14T03:00", "2027-03-14T08:00:00Z"],
  ["Pacific/Auckland", "2027-01-01T00:00", "2026-12-31T11:00:00Z"],
])("a field is meant as the clocks of %s show it: %s", (zone, local, moment) => {
  expect(momentIn(zone, local)).toBe(moment);
  expect(fieldIn(zone, Date.parse(moment))).toBe(local);
});

test("what is no moment is none", () => {
  expect(momentIn("America/Chicago", "")).toBeNull();
  expect(momentIn("America/Chicago", "tomorrow")).toBeNull();
});

test("the next midnight is the city's own", () => {
  expect(nextMidnight("America/Chicago", Date.parse("2027-01-01T05:00:00Z"))).toBe("2027-01-01T00:00");
  expect(nextMidnight("America/Chicago", Date.parse("2027-01-01T07:00:00Z"))).toBe("2027-01-02T00:00");
});
