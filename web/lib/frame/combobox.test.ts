import { expect, test } from "vitest";
import { Combobox } from "./combobox.svelte";

function made(count: number): { box: Combobox; taken: number[]; cleared: () => number } {
  const taken: number[] = [];
  let cleared = 0;
  const box = new Combobox(() => count, (at) => void taken.push(at), () => void (cleared += 1));
  return { box, taken, cleared: () => cleared };
}

test("arrow keys open the list and go round it; Enter takes", () => {
  const { box, taken } = made(3);
  const keys = (...all: string[]): void => all.forEach((key) => expect(box.onKey(key)).toBe(true));
  keys("ArrowDown");
  expect([box.open, box.active]).toEqual([true, 0]);
  keys("ArrowDown", "ArrowDown", "ArrowDown");
  expect(box.active).toBe(0);
  keys("ArrowUp");
  expect(box.active).toBe(2);
  keys("Enter");
  expect(taken).toEqual([2]);
});

test("Enter without a choice, and letters, are the field's", () => {
  const { box, taken } = made(3);
  box.renew(true);
  expect(["Enter", "a", "Tab", "Home"].map((key) => box.onKey(key))).toEqual([false, false, false, false]);
  expect(taken).toEqual([]);
});

test("an empty list is not opened", () => {
  const { box } = made(0);
  expect(box.onKey("ArrowDown")).toBe(false);
  expect(box.open).toBe(false);
});

test("Escape closes the list, then clears the field", () => {
  const { box, cleared } = made(2);
  box.onKey("ArrowDown");
  box.onKey("Escape");
  expect([box.open, box.active, cleared()]).toEqual([false, -1, 0]);
  box.onKey("Escape");
  expect(cleared()).toBe(1);
});
