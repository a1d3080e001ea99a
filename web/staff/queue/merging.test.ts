import { expect, test } from "vitest";
import { hindranceOf, stays, type Matter } from "./merging";

const matter = (number: string, more: Partial<Matter> = {}): Matter => ({
  service_request_id: number, service_name: "Graffiti", requested_at: "2026-11-20T12:00:00Z", lat: 41.3, long: -97.1, privacy: "public",
  closed_at: null, merged: [], work_orders: [{ status: "open" }], ...more,
});

test("the oldest stays, before it one that is worked on", () => {
  const [old, young] = [matter("old", { requested_at: "2026-11-01T12:00:00Z" }), matter("young")];
  expect(stays([young, old])).toBe("old");
  expect(stays([old, matter("begun", { work_orders: [{ status: "started" }] })])).toBe("begun");
});

test("what cannot be merged says why", () => {
  expect(hindranceOf(matter("a"), matter("b"))).toBeNull();
  expect(hindranceOf(matter("a", { closed_at: "2026-11-21T12:00:00Z" }), matter("b"))).toBe("closed");
  expect(hindranceOf(matter("a"), matter("b", { closed_at: "2026-11-21T12:00:00Z" }))).toBe("closed");
  expect(hindranceOf(matter("a", { work_orders: [{ status: "started" }] }), matter("b"))).toBe("begun");
  expect(hindranceOf(matter("a", { privacy: "private" }), matter("b"))).toBe("private");
  expect(hindranceOf(matter("a", { privacy: "blurred" }), matter("b"))).toBeNull();
});
