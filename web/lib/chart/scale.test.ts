import { expect, test } from "vitest";
import { bands, everyNth, heightOf, ticksTo } from "./scale";

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [412, [0, 200, 400, 600]],
  [1000, [0, 500, 1000]],
])("an axis to %d has the steps %j", (most, ticks) => expect(ticksTo(most)).toEqual(ticks));

test("an axis reaches its largest value, in few whole steps, whatever it is", () => {
  for (let most = 0; most < 5_000; most += 1) {
    const ticks = ticksTo(most);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.every(Number.isInteger)).toBe(true);
  }
});

test("labels are left out where there is no room", () => {
  expect(everyNth(12, 600, 50)).toBe(1);
  expect(everyNth(13, 300, 60)).toBe(3);
  expect(everyNth(5, 0, 60)).toBe(300);
});

test("columns lie side by side within the width", () => {
  const places = bands(4, 100, 0.2);
  expect(places).toEqual([0, 1, 2, 3].map((place) => ({ start: place * 25 + 2.5, width: 20 })));
  expect(bands(0, 100)).toEqual([]);
});

test("heights follow values", () => {
  expect(heightOf(5, 10, 80)).toBe(40);
  expect(heightOf(0, 0, 80)).toBe(0);
  expect(heightOf(-1, 10, 80)).toBe(0);
});
