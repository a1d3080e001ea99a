/** A step says where it was taken only where the person lets it, and never waits long for it. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryShelf } from "../../lib/keep/shelf";
import { Stands } from "./stands.svelte";

const HERE = { lat: 41.28, long: -97.11, accuracyM: 7.6 };
const told = { lat: 41.28, long: -97.11, accuracy_m: 8 };
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("nothing is asked of the device until the person lets it, and nothing after they do not any more", async () => {
  const device = vi.fn(async () => HERE);
  const stands = new Stands(memoryShelf(), "anna", device);
  await stands.read();
  stands.warm();
  expect(await stands.now()).toBeNull();
  expect(device).not.toHaveBeenCalled();
  await stands.want(true);
  expect(await stands.now()).toEqual(told);
  await stands.want(false);
  expect(await stands.now()).toBeNull();
  expect(device).toHaveBeenCalledTimes(1);
});

test("the choice outlives the page, for the person who made it and nobody else", async () => {
  const shelf = memoryShelf();
  await new Stands(shelf, "anna", async () => HERE).want(true);
  for (const [subject, wanted] of [["anna", true], ["bo", false]] as const) {
    const later = new Stands(shelf, subject, async () => HERE);
    await later.read();
    expect(later.wanted).toBe(wanted);
  }
});

test("a device that may not say where it is ends the choice, one that does not know keeps it", async () => {
  for (const [message, wanted, trouble] of [["denied", false, "stands.denied"], ["unknown", true, "stands.unknown"]] as const) {
    const stands = new Stands(memoryShelf(), "anna", () => Promise.reject(new Error(message)));
    await stands.want(true);
    expect(await stands.now()).toBeNull();
    expect([stands.wanted, stands.trouble]).toEqual([wanted, trouble]);
  }
});

test("a step waits three seconds at most, and what was said a while ago is asked again", async () => {
  let answer: (place: typeof HERE) => void = () => undefined;
  const device = vi.fn(() => new Promise<typeof HERE>((resolve) => (answer = resolve)));
  const shelf = memoryShelf();
  await shelf.put("crew:stands", "anna");
  const stands = new Stands(shelf, "anna", device);
  await stands.read();
  const step = stands.now();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await step).toBeNull();
  answer(HERE);
  await vi.advanceTimersByTimeAsync(0);
  expect(await stands.now()).toEqual(told); // it came meanwhile
  await vi.advanceTimersByTimeAsync(20_000);
  void stands.now();
  expect(device).toHaveBeenCalledTimes(2);
});
