import { expect, test } from "vitest";
import { areaAt, inOrder, isWithin, type Area, type Outline, type Position } from "./areas";

const ring = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south], [east, south], [east, north], [west, north], [west, south],
];
const area = (id: string, outline: Outline): Area => {
  const all = outline.flat(2);
  const [x, y] = [all.map(([one]) => one), all.map(([, other]) => other)];
  return { id, name: `District ${id}`, bounds: [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)], outline };
};
const large = area("10", [[ring(0, 0, 10, 10), ring(4, 4, 6, 6)], [ring(20, 0, 21, 1)]]);
const small = area("2", [[ring(1, 1, 3, 3)]]);

test("a place is in an area, not in its hole, and in each of its parts", () => {
  expect(isWithin([2, 2], large.outline)).toBe(true);
  expect(isWithin([5, 5], large.outline)).toBe(false);
  expect(isWithin([20.5, 0.5], large.outline)).toBe(true);
  expect(isWithin([15, 0.5], large.outline)).toBe(false);
  expect(isWithin([5, 11], large.outline)).toBe(false);
});

test("of areas upon each other the smallest is meant; beside them none", () => {
  expect(areaAt([2, 2], [large, small])).toBe(small);
  expect(areaAt([8, 2], [large, small])).toBe(large);
  expect(areaAt([5, 5], [large, small])).toBeNull();
});

test("areas are listed as people count", () => expect(inOrder([large, small]).map(({ id }) => id)).toEqual(["2", "10"]));
