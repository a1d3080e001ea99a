import { expect, test } from "vitest";
import { boundsOf, withPlace } from "./place_style";

const HERE = { lat: 41.3, long: -97.1 };

test("an exact place is a point, a coarse one the circle in which it lies, above the base map", () => {
  const base = { version: 8 as const, sources: {}, layers: [{ id: "ground", type: "background" as const }] };
  const exact = withPlace(base, "light", { ...HERE, withinM: 0 });
  expect(exact.layers.map(({ type }) => type)).toEqual(["background", "circle"]);
  const coarse = withPlace(base, "dark", { ...HERE, withinM: 700 });
  expect(coarse.layers.map(({ type }) => type)).toEqual(["background", "fill", "line"]);
  expect(JSON.stringify(coarse.sources)).not.toContain('"Point"');
});

test("the circle is as wide as it is high on the ground", () => {
  const [west, south, east, north] = boundsOf({ ...HERE, withinM: 700 });
  const metres = (degrees: number): number => degrees * 111_320;
  expect(metres(north - south)).toBeCloseTo(1_400, 6);
  expect(metres(east - west) * Math.cos((HERE.lat * Math.PI) / 180)).toBeCloseTo(1_400, 6);
});

test("without a base map the place stands alone", () => {
  expect(withPlace(null, "light", { ...HERE, withinM: 0 }).layers).toHaveLength(1);
});
