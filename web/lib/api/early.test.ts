import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { wishes } from "../i18n/words.svelte";
import { earlyAnswer } from "./early";

const SOURCE = readFileSync(new URL("../../public/script/early.js", import.meta.url), "utf8");

/** The addresses that the script asks for on a page. */
function askedOn(href: string, ask: string, kept: string | null = null, languages = ["en"]): string[] {
  const window: { hex311Early?: Record<string, Promise<unknown>> } = {};
  const localStorage = { getItem: () => kept };
  secrets = [];
  const fetch = (_url: URL, { headers }: { headers: Record<string, string> }): Promise<void> => {
    secrets.push(headers["X-Follow-Secret"] ?? "");
    return Promise.reject(new Error("no line"));
  };
  const document = { currentScript: { dataset: { ask } } };
  const around = { window, document, localStorage, navigator: { languages }, location: { href }, URL, fetch, AbortSignal };
  runInContext(SOURCE, createContext(around));
  return Object.keys(window.hex311Early ?? {});
}
let secrets: string[] = [];

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
  expect(askedOn(href, "/api/v1/city /api/v1/services /tiles/map.json", kept, languages)).toEqual([
    `https://city.test/api/v1/city?lang=${lang}`,
    `https://city.test/api/v1/services?lang=${lang}`,
    "https://city.test/tiles/map.json",
  ]);
});

test.each([
  ["#7QX-4CM-2WF", "7QX-4CM-2WF", ""],
  ["#7QX-4CM-2WF.se_cr-et", "7QX-4CM-2WF", "se_cr-et"],
  ["#7QX-4CM-2WF~token", "7QX-4CM-2WF", ""],
  ["#7qx 4cm 2wf", null, ""],
  ["", null, ""],
])("the report that the address names, as its page asks for it: %s", (hash, number, secret) => {
  const asked = askedOn(`https://city.test/request/${hash}`, "/api/v1/requests/#");
  expect(asked).toEqual(number ? [`https://city.test/api/v1/requests/${number}?lang=en`] : []);
  expect(secrets).toEqual(number ? [secret] : []);
});

test("an early answer is taken once, and one that never came is asked for again", async () => {
  const answer = new Response("{}");
  vi.stubGlobal("window", { hex311Early: { "https://city.test/a?b=1&lang=en": Promise.resolve(answer), "https://city.test/b": Promise.reject(new Error("no line")) } });
  expect(await earlyAnswer("https://city.test/a?lang=en&b=1")).toBe(answer);
  expect(await earlyAnswer("https://city.test/a?lang=en&b=1")).toBeNull();
  expect(await earlyAnswer("https://city.test/b")).toBeNull();
  expect(await earlyAnswer("https://city.test/c")).toBeNull();
});

test.each([
  ["https://city.test/explore/", ["https://city.test/api/v1/explore?lang=en&step=week"]],
  ["https://city.test/explore/?lang=en", ["https://city.test/api/v1/explore?lang=en&step=week"]],
  ["https://city.test/explore/?type=pothole", []],
])("what is asked usually, unless the address asks something else: %s", (href, asked) => {
  expect(askedOn(href, "/api/v1/explore?step=week")).toEqual(asked);
});
