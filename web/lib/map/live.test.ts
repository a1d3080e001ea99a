import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchTiles, type Sight, type Watching } from "./live";
import { PULSE } from "./pulse";

const CLOSE: Sight = {
  bounds: [-97.11, 41.29, -97.09, 41.31], shows: "points", tiles: "/tiles/requests/{z}/{x}/{y}.mvt", zoom: 12,
};
const page = Object.assign(new EventTarget(), { hidden: false });
let asked: string[];
let etag: string | null;
let status: number;
let sight: Sight | null;
let told: { changed: number; reached: boolean[] };
let watching: Watching;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, etag, status, sight, told] = [[], '"one"', 200, CLOSE, { changed: 0, reached: [] }];
  page.hidden = false;
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", page);
  vi.stubGlobal("fetch", async (address: string, { method }: RequestInit) => {
    asked.push(`${method} ${address}`);
    if (status === 0) throw new TypeError("no connection");
    return new Response(null, { status, headers: etag ? { etag } : {} });
  });
  watching = watchTiles({
    sight: () => sight,
    changed: () => (told.changed += 1),
    reached: (is) => told.reached.push(is),
  });
});

afterEach(() => {
  watching.end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

function hide(is: boolean): void {
  page.hidden = is;
  page.dispatchEvent(new Event("visibilitychange"));
}

test("asks for a head at once and then every few seconds, and says nothing while nothing changes", async () => {
  await wait(10 * PULSE.busyMs + 1);
  expect(asked).toHaveLength(11);
  expect(new Set(asked)).toEqual(new Set(["HEAD /tiles/requests/12/943/1531.mvt"]));
  expect(told.changed).toBe(0);
});

test("another ETag is told within one pause, and once more as the edge may be behind", async () => {
  await wait(1);
  etag = '"two"';
  await wait(PULSE.busyMs);
  expect(told.changed).toBe(1);
  await wait(PULSE.againMs);
  expect(told.changed).toBe(2);
  await wait(60_000);
  expect(told.changed).toBe(2);
});

test("the first tile of an empty place is a change", async () => {
  watching.end();
  status = 404;
  watching = watchTiles({ sight: () => sight, changed: () => (told.changed += 1) });
  await wait(PULSE.busyMs);
  status = 200;
  await wait(PULSE.busyMs);
  expect(told.changed).toBe(1);
});

test("a hidden page asks nothing; shown again it asks at once", async () => {
  await wait(1);
  hide(true);
  await wait(3_600_000);
  expect(asked).toHaveLength(1);
  hide(false);
  await wait(1);
  expect(asked).toHaveLength(2);
});

test("a page that nobody touches asks seldom, and at once when somebody comes back", async () => {
  await wait(PULSE.restAfterMs + 1);
  const before = asked.length;
  await wait(10 * PULSE.restingMs);
  expect(asked.length - before).toBe(10);
  window.dispatchEvent(new Event("pointerdown"));
  await wait(PULSE.busyMs);
  expect(asked.length - before).toBe(12);
});

test("no answers: longer and longer pauses, told after three, told again when they come", async () => {
  await wait(1);
  status = 0;
  await wait(3_600_000);
  expect(asked.length).toBeLessThan(45);
  expect(told.reached).toEqual([false]);
  status = 200;
  window.dispatchEvent(new Event("online"));
  await wait(1);
  expect(told.reached).toEqual([false, true]);
});

test("a fault of the server is no change and no empty tile", async () => {
  await wait(1);
  status = 503;
  await wait(20_000);
  status = 200;
  await wait(120_000);
  expect(told.changed).toBe(0);
});

test("a view of new tiles is asked about at once, a known one at its time", async () => {
  await wait(1);
  watching.look();
  await wait(1);
  expect(asked).toHaveLength(1);
  sight = { ...CLOSE, bounds: [-97.0, 41.29, -96.99, 41.31] };
  watching.look();
  await wait(1);
  expect(asked).toHaveLength(2);
});

test("after its end it is silent", async () => {
  watching.end();
  hide(false);
  await wait(3_600_000);
  expect(asked.length).toBeLessThanOrEqual(1);
});
