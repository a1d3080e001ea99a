import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whileLookedAt } from "./looking";

const page = Object.assign(new EventTarget(), { visibilityState: "visible" as DocumentVisibilityState });
const turn = (state: DocumentVisibilityState): void => {
  page.visibilityState = state;
  page.dispatchEvent(new Event("visibilitychange"));
};
let read = 0;
let slow = 0;
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  [read, slow] = [0, 0];
  turn("visible");
  stop = whileLookedAt(
    async () => {
      read += 1;
      if (slow) await new Promise((resolve) => setTimeout(resolve, slow));
    },
    60_000,
    page as unknown as Document,
  );
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test("it is read again after a while, and again", async () => {
  await vi.advanceTimersByTimeAsync(59_000);
  expect(read).toBe(0);
  await vi.advanceTimersByTimeAsync(181_000);
  expect(read).toBe(4);
});

test("a hidden page rests, and reads at once when it is looked at after a while", async () => {
  turn("hidden");
  await vi.advanceTimersByTimeAsync(600_000);
  expect(read).toBe(0);
  turn("visible");
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toBe(1);
  turn("hidden");
  await vi.advanceTimersByTimeAsync(10_000);
  turn("visible");
  await vi.advanceTimersByTimeAsync(49_000);
  expect(read, "not at once after a glance elsewhere").toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(read).toBe(2);
});

test("what is slow is read less often", async () => {
  slow = 20_000;
  await vi.advanceTimersByTimeAsync(60_000 + 20_000 + 199_000);
  expect(read).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(read).toBe(2);
});

test("a fault does not end it, stopping does", async () => {
  stop();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(read).toBe(0);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  let tried = 0;
  stop = whileLookedAt(() => ((tried += 1), Promise.reject(new Error("gone"))), 60_000, page as unknown as Document);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(tried).toBe(2);
});
