import { expect, test } from "vitest";
import { isWithin, type Position } from "./areas";
import { hexbins } from "./hexbin";

const AT = 41.3;
/** Places that are the same on every run. */
function places(count: number): Position[] {
  let seed = 7;
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, () => [-97.1 + (next() - 0.5) * 0.1, AT + (next() - 0.5) * 0.1]);
}

test("every point is in the hexagon that counts it, and is counted once", () => {
  const points = places(2_000);
  const bins = hexbins(points, 900, AT);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(2_000);
  for (const { ring, count } of bins) expect(points.filter((point) => isWithin(point, [[ring]]))).toHaveLength(count);
  expect(bins.map(({ count }) => count)).toEqual(bins.map(({ count }) => count).sort((one, other) => other - one));
});

test("the grid stays where it is, whatever lies in it", () => {
  const [all, few] = [hexbins(places(500), 900, AT), hexbins(places(40), 900, AT)];
  for (const { id, ring } of few) expect(all.find((bin) => bin.id === id)?.ring).toEqual(ring);
});

test("nothing gives nothing", () => expect(hexbins([], 900, AT)).toEqual([]));
