import { expect, test } from "vitest";
import type { Report, Seen } from "../lib/map/seen";
import { newReports } from "./news";

const TODAY = 20_000;
const report = (number: string, metres: number, changes: Partial<Report> = {}): Report => ({
  number, type: "pothole", status: "received", day: TODAY, longitude: 0, latitude: 0, metres, eighth: 0, ...changes,
});
const points = (...reports: Report[]): Seen => ({ shows: "points", reports, hexagons: [], leftOut: 0 });
const news = (before: Seen | null, now: Seen) => newReports(before, now, TODAY).map(({ number }) => number);

test("what came while nobody moved is news", () => {
  expect(news(points(report("A", 10)), points(report("A", 10), report("B", 30)))).toEqual(["B"]);
  expect(news(points(), points(report("B", 30)))).toEqual(["B"]);
});

test("what came into view because the map moved, or is old, or was only switched on, is none", () => {
  expect(news(null, points(report("A", 10)))).toEqual([]);
  expect(news(points(report("A", 10)), points(report("A", 200), report("B", 30)))).toEqual([]);
  expect(news(points(report("A", 10)), points(report("B", 30)))).toEqual([]);
  expect(news(points(report("A", 10)), points(report("A", 10), report("B", 30, { day: TODAY - 9 })))).toEqual([]);
  expect(news(points(report("A", 10)), points(report("A", 10), report("B", 30, { status: "done" })))).toEqual([]);
  expect(news({ ...points(), shows: "hexes" }, points(report("A", 1)))).toEqual([]);
});
