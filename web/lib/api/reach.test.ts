import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Unreached, fileOf } from "./reach";

let answers: (Response | Error)[];
let asked: number;
beforeEach(() => {
  asked = 0;
  vi.useFakeTimers();
  vi.stubGlobal("window", { location: { origin: "https://city.test" } });
  vi.stubGlobal("fetch", async () => {
    asked += 1;
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function told(): Promise<unknown> {
  const asking = fileOf("/tiles/map.json").catch((fault: unknown) => fault);
  await vi.advanceTimersByTimeAsync(10_000);
  return asking;
}

test("a fault that passes is not told", async () => {
  answers = [new TypeError("no connection"), new Response("", { status: 503 }), Response.json({ format: 1 })];
  expect(await told()).toEqual({ format: 1 });
});

test("one that does not pass is, after three questions", async () => {
  answers = [1, 2, 3].map(() => new TypeError("no connection"));
  expect(await told()).toBeInstanceOf(Unreached);
  expect(asked).toBe(3);
});

test("a refusal is told at once, and a file that is not there is none", async () => {
  answers = [new Response("", { status: 400 })];
  expect(await told()).toMatchObject({ status: 400 });
  answers = [new Response("", { status: 404 })];
  expect(await told()).toBeNull();
  expect(asked).toBe(2);
});
