import { expect, test } from "vitest";
import { addressOf, readRoute } from "../route.svelte";
import { areasOf, keptOf, layersOf, passes, queryOf, questionOf, questionOfKept, type Question } from "./question";
import { rowsOf, type Row } from "./row";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const question = (more: Partial<Question> = {}): Question => ({ ...questionOf(new URLSearchParams(), "parks"), ...more });
const row = (more: Partial<Row> = {}): Row => ({
  ...rowsOf({ rows: [{ service_request_id: "7QX", work_order_id: "a.b", version: 1, title: "t", created_at: "" }], services: {}, next: null }, question())[0] as Row,
  ...more,
});

test("a question is the same after the address and after a saved view", () => {
  const asked = question({
    status: "assigned", service_code: "pothole", crew: "council_districts:6", assignee: "me", clock: "late",
    areas: ["council_districts:6", "streets:Main, east & west"], map: true,
  });
  const { query } = readRoute(addressOf("queue", queryOf(asked)));
  expect(questionOf(query, "elsewhere")).toEqual(asked);
  expect(questionOfKept(keptOf(asked))).toEqual(asked);
  expect(questionOfKept(keptOf(question()))).toEqual(question());
  expect(queryOf(question())).toMatchObject({ department: "parks", status: "", areas: "", map: "" });
});

test("within one of the areas of a layer, and in every layer that is named", () => {
  const narrowed = passes(question({ areas: ["ward:1", "ward:2", "beat:7"] }), NOW, "");
  expect(narrowed(row({ areas: ["ward:2", "beat:7"] }))).toBe(true);
  expect(narrowed(row({ areas: ["ward:2", "beat:8"] }))).toBe(false);
  expect(narrowed(row({ areas: ["ward:3", "beat:7"] }))).toBe(false);
  expect(narrowed(row())).toBe(false);
});

test("what is late, what stands still, what is mine, of one type and district", () => {
  const sla = row().sla;
  const late = row({ sla: { ...sla, due_at: "2026-11-22T11:59:00Z" } });
  const still = row({ sla: { ...sla, paused: { reason: "weather", since: "2026-11-20T12:00:00Z" } } });
  expect([late, still, row()].map(passes(question({ clock: "late" }), NOW, ""))).toEqual([true, false, false]);
  expect([late, still, row()].map(passes(question({ clock: "paused" }), NOW, ""))).toEqual([false, true, false]);
  expect(passes(question({ assignee: "me" }), NOW, "person:ana")(row({ assignee: "person:ana" }))).toBe(true);
  expect(passes(question({ assignee: "me" }), NOW, "person:ana")(row({ assignee: "person:bo" }))).toBe(false);
  expect(passes(question({ service_code: "pothole" }), NOW, "")(row())).toBe(false);
  expect(passes(question({ crew: "council_districts:6" }), NOW, "")(row({ crew: "council_districts:6" }))).toBe(true);
});

test("areas are counted, the fullest first", () => {
  const rows = [row({ areas: ["ward:1", "beat:7"] }), row({ areas: ["ward:2"] }), row({ areas: ["ward:2"] })];
  expect(areasOf(rows, "ward")).toEqual([["ward:2", 2], ["ward:1", 1]]);
  expect(layersOf(rows)).toEqual(["beat", "ward"]);
});

test("ten thousand rows are narrowed within a frame or two", () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => row({ areas: [`ward:${at % 10}`, `beat:${at % 97}`, `street:${at % 800}`] }));
  const began = performance.now();
  const found = rows.filter(passes(question({ areas: ["ward:3", "beat:11", "beat:12"] }), NOW, ""));
  expect(found.length).toBeGreaterThan(0);
  expect(performance.now() - began).toBeLessThan(100); // about 5 ms here
});
