import { expect, test } from "vitest";
import { scrolledTo, windowOf } from "./windowed";

test("few rows all stand in the page", () => expect(windowOf(5, 44, 0, 600)).toEqual({ first: 0, end: 5, above: 0, below: 0 }));

test("of many a few do, and the page is as long as if all did", () => {
  for (const scrolled of [0, 100, 44_000, 219_700, 440_000, 1e9]) {
    const { first, end, above, below } = windowOf(10_000, 44, scrolled, 700);
    expect(end - first).toBeLessThan(50);
    expect(above + below + (end - first) * 44).toBe(440_000);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(10_000);
  }
});

test("what is in view stands in the page", () => {
  const { first, end } = windowOf(10_000, 44, 44_000, 700);
  expect(first).toBeLessThanOrEqual(1_000);
  expect(end).toBeGreaterThanOrEqual(1_016);
});

test("none at all", () => expect(windowOf(0, 44, 0, 700)).toEqual({ first: 0, end: 0, above: 0, below: 0 }));

test("scrolling brings a row into view and no further", () => {
  expect(scrolledTo(3, 44, 0, 700, 44)).toBe(0);
  expect(scrolledTo(3, 44, 500, 700, 44)).toBe(132);
  expect(scrolledTo(100, 44, 0, 700, 44)).toBe(100 * 44 + 88 - 700);
});
