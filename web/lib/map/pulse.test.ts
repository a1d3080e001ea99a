import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PULSE, addressOfTile, pauseMs, questionsAnHour, tilesWithin, type Pace } from "./pulse";

const BUSY: Pace = { idleMs: 0, shows: "points", failures: 0 };

test("often while somebody looks closely, seldom after a rest or from afar", () => {
  expect(pauseMs(BUSY)).toBe(PULSE.busyMs);
  expect(pauseMs({ ...BUSY, busyMs: 1_000 })).toBe(1_000);
  expect(pauseMs({ ...BUSY, idleMs: PULSE.restAfterMs })).toBe(PULSE.restingMs);
  expect(pauseMs({ ...BUSY, shows: "hexes" })).toBe(PULSE.hexesMs);
});

test("a question that fails doubles the pause, up to a limit", () => {
  const pauses = [1, 2, 3, 10, 60].map((failures) => pauseMs({ ...BUSY, failures }));
  expect(pauses).toEqual([4_000, 8_000, 16_000, PULSE.longestMs, PULSE.longestMs]);
});

test("the tiles of a view, and never more than a few", () => {
  expect(tilesWithin([-97.11, 41.29, -97.09, 41.31], 12)).toEqual([{ z: 12, x: 943, y: 1531 }]);
  expect(tilesWithin([-180, -85, 180, 85], 12)).toHaveLength(PULSE.mostTiles);
  expect(tilesWithin([-97.11, 41.29, -96.95, 41.31], 12)).toHaveLength(2);
  expect(addressOfTile("/tiles/requests/{z}/{x}/{y}.mvt", { z: 12, x: 1, y: 2 })).toBe("/tiles/requests/12/1/2.mvt");
});

test("docs/web.md tells what watching costs, as the code does it", () => {
  const text = readFileSync(new URL("../../../docs/web.md", import.meta.url), "utf8");
  const rows: [string, number, Pace][] = [
    ["at it, one tile of z 12 in view", 1, BUSY],
    ["at it, two tiles in view", 2, BUSY],
    ["resting for two minutes and more, one tile", 1, { ...BUSY, idleMs: PULSE.restAfterMs }],
    ["zoomed out to hexagons, two tiles", 2, { ...BUSY, shows: "hexes" }],
  ];
  for (const [words, tiles, pace] of rows) {
    expect(text).toContain(`| ${words} | ${questionsAnHour(tiles, pace).toLocaleString("en")} |`);
  }
  expect(text).toContain("| hidden tab | 0 |");
});
