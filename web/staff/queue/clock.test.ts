import { expect, test } from "vitest";
import { clockOf, hoursOf, type WorkOrder } from "./clock";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const order = (sla: object) =>
  ({ sla: { due_at: null, very_late_at: null, paused: null, state: "on_time", promised_s: 0, used_s: 0, left_s: 0, ended_at: null, escalated: null, ...sla } }) as unknown as WorkOrder;

test.each([
  ["2026-11-25T11:00:00Z", { kind: "due", amount: 2, unit: "day" }],
  ["2026-11-22T15:30:00Z", { kind: "due", amount: 3, unit: "hour" }],
  ["2026-11-22T13:59:00Z", { kind: "due", amount: 119, unit: "minute" }],
  ["2026-11-22T12:00:00Z", { kind: "due", amount: 0, unit: "minute" }],
  ["2026-11-22T09:00:00Z", { kind: "late", amount: 3, unit: "hour" }],
  ["2026-11-12T12:00:00Z", { kind: "late", amount: 10, unit: "day" }],
])("due at %s", (due_at, words) => expect(clockOf(order({ due_at }), NOW)).toEqual(words));

test("very late from the time on that the city says", () => {
  const sla = { due_at: "2026-11-20T12:00:00Z", very_late_at: "2026-11-22T12:00:00Z" };
  expect(clockOf(order(sla), NOW).kind).toBe("very_late");
  expect(clockOf(order(sla), NOW - 1).kind).toBe("late");
});

test("a clock that stands still says so whatever else is known", () => {
  const paused = { reason: "weather", since: "2026-11-20T12:00:00Z" };
  expect(clockOf(order({ paused, due_at: "2026-11-20T12:00:00Z" }), NOW).kind).toBe("paused");
  expect(clockOf(order({}), NOW).kind).toBe("none");
});

test("working time in hours and minutes", () => {
  expect(hoursOf(3 * 3600 + 20 * 60 + 59)).toEqual({ hours: 3, minutes: 20, isOver: false });
  expect(hoursOf(-3600)).toEqual({ hours: 1, minutes: 0, isOver: true });
});
