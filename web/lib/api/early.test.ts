import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { wishes } from "../i18n/words.svelte";
import { earlyAnswer } from "./early";

const SOURCE = readFileSync(new URL("../../public/script/early.js", import.meta.url), "utf8");

/** The addresses that the script asks for on a page. */
function askedOn(href: string, kept: string | null, languages: string[]): string[] {
  const window: { hex311Early?: Record<string, Promise<unknown>> } = {};
  const localStorage = { getItem: () => kept };
  const fetch = (): Promise<void> => Promise.reject(new Error("no line"));
  runInContext(SOURCE, createContext({ window, localStorage, navigator: { languages }, location: { href }, URL, fetch, AbortSignal }));
  return Object.keys(window.hex311Early ?? {});
}

beforeEach(() => vi.stubGlobal("window", {}));
afterEach(() => vi.unstubAllGlobals());

test.each([
  ["https://city.test/report/", null, ["en-US", "es"]],
  ["https://city.test/report/", null, ["es-MX"]],
  ["https://city.test/report/", "ar", ["en-US"]],
  ["https://city.test/report/", "en-x-easy", ["en-US"]],
  ["https://city.test/report/?lang=es#what", "ar", ["en-US"]],
  ["https://city.test/report/", null, []],
])("it asks in the language that the page will speak: %s, %s, %s", (href, kept, languages) => {
  vi.stubGlobal("window", { localStorage: { getItem: () => kept } });
  vi.stubGlobal("navigator", { languages });
  const lang = wishes(new URL(href))[0] ?? "en";
  expect(askedOn(href, kept, languages)).toEqual([
    `https://city.test/api/v1/city?lang=${lang}`,
    `https://city.test/api/v1/services?lang=${lang}`,
  ]);
});

test("an early answer is taken once, and one that never came is asked for again", async () => {
  const answer = new Response("{}");
  vi.stubGlobal("window", { hex311Early: { a: Promise.resolve(answer), b: Promise.reject(new Error("no line")) } });
  expect(await earlyAnswer("a")).toBe(answer);
  expect(await earlyAnswer("a")).toBeNull();
  expect(await earlyAnswer("b")).toBeNull();
  expect(await earlyAnswer("c")).toBeNull();
});
