import { createExpression, featureFilter } from "@maplibre/maplibre-gl-style-spec";
import { expect, test } from "vitest";
import { NO_FILTERS, codesOf, firstDay, hexCount, pointFilter, type Filters } from "./filters";
import { STATUSES } from "./statuses";

const groupOf = new Map([["pothole", "streets"], ["sinkhole", "streets"], ["graffiti", "clean"]]);
const NOW = Date.UTC(2026, 10, 22, 12);
const TODAY = Math.floor(NOW / 86_400_000);

/** What the map itself would let through. */
function passes(filters: Partial<Filters>, properties: Record<string, unknown>): boolean {
  const { filter } = featureFilter(pointFilter({ ...NO_FILTERS, ...filters }, { groupOf }, NOW), "layers[0].filter");
  return filter({ zoom: 14 }, { type: 1, properties } as never);
}

const report = (type: string, status: string, day = TODAY) => ({ type, status, day });

test("open reports of every type at any time, unless something else is wanted", () => {
  expect(STATUSES.filter((status) => passes({}, report("pothole", status, 1)))).toEqual([
    "received", "confirmed", "scheduled", "under_way", "waiting", "passed_on", "reopened",
  ]);
  expect(STATUSES.filter((status) => passes({ state: "closed" }, report("x", status)))).toEqual([
    "done", "could_not_be_done", "not_ours", "duplicate",
  ]);
  expect(STATUSES.every((status) => passes({ state: "all" }, report("x", status)))).toBe(true);
});

test("one type, or all of a group", () => {
  expect(passes({ type: "pothole" }, report("pothole", "received"))).toBe(true);
  expect(passes({ type: "pothole" }, report("sinkhole", "received"))).toBe(false);
  expect(passes({ type: "group:streets" }, report("sinkhole", "received"))).toBe(true);
  expect(passes({ type: "group:streets" }, report("graffiti", "received"))).toBe(false);
  expect(codesOf("group:nothing", { groupOf })).toEqual([]);
  expect(passes({ type: "group:nothing" }, report("graffiti", "received"))).toBe(false);
});

test("days are whole and count from today", () => {
  expect(firstDay(1, NOW)).toBe(TODAY);
  expect(passes({ days: 1 }, report("x", "received", TODAY))).toBe(true);
  expect(passes({ days: 1 }, report("x", "received", TODAY - 1))).toBe(false);
  expect(passes({ days: 7 }, report("x", "received", TODAY - 6))).toBe(true);
  expect(passes({ days: 7 }, report("x", "received", TODAY - 7))).toBe(false);
});

test("a hexagon counts all, or the group of what is wanted", () => {
  const count = (type: string, properties: Record<string, unknown>) => {
    const made = createExpression(hexCount({ ...NO_FILTERS, type }, { groupOf }) as never, "layers[0].filter");
    if (made.result === "error") throw new Error(JSON.stringify(made.value));
    return made.value.evaluate({ zoom: 9 }, { type: 3, properties } as never);
  };
  expect(count("", { open: 5, g_streets: 2 })).toBe(5);
  expect(count("pothole", { open: 5, g_streets: 2 })).toBe(2);
  expect(count("group:clean", { open: 5, g_streets: 2 })).toBe(0);
});
