/**
 * A browser whose every page is watched: a breach of the content security policy, a script that fails, or anything
 * fetched from elsewhere fails the test that caused it.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";
import { DOOR } from "./city.mjs";

const FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const NAMES = [process.env.HEX311_CHROMIUM, "chromium", "chromium-browser", "google-chrome"];
// For machines that have much else to do; nothing waits longer than it must.
const PATIENCE_MS = 40_000;
// A refusal of the API is an answer like any other; the browser notes it on the console nevertheless.
const EXPECTED = /Failed to load resource/;

export async function openBrowser() {
  const browser = await chromium.launch({ executablePath: executable(), args: FLAGS });
  const faults = [];
  let usual = null;
  return {
    /**
     * A visitor with a page of their own. Those without wishes of their own share the browser's cache of files, as
     * people do who come again; what a draft or a receipt keeps belongs to the page alone.
     */
    async visitor(options) {
      if (options) return (await newContext(options)).newPage();
      usual ??= await newContext({});
      return usual.newPage();
    },
    /** Call after each test. */
    async settle() {
      const found = faults.splice(0); // a page that is closed while its map still loads complains; that is no fault of it
      // what a test still held back when it ended is let go with it
      for (const context of browser.contexts()) {
        for (const page of context.pages()) await page.unrouteAll({ behavior: "ignoreErrors" });
        await context.unrouteAll({ behavior: "ignoreErrors" });
      }
      for (const context of browser.contexts()) {
        if (context !== usual) await context.close();
        else for (const page of context.pages()) await page.close();
      }
      faults.length = 0;
      assert.deepEqual(found, []);
    },
    close: () => browser.close(),
  };

  /** `alsoFrom`: origins that may be asked besides the door, such as the store that photos are posted to. */
  async function newContext({ alsoFrom = [], ...options }) {
    const context = await browser.newContext({
      locale: "en-US",
      viewport: { width: 1280, height: 800 },
      reducedMotion: "reduce",
      serviceWorkers: "block", // what a worker fetches for a page, a test cannot refuse; offline.test.mjs lets it work
      baseURL: DOOR,
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    context.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith("http") && ![DOOR, ...alsoFrom].includes(origin)) faults.push(`fetched from elsewhere: ${request.url()}`);
    });
    context.on("console", (message) => {
      if (message.type() === "error" && !EXPECTED.test(message.text())) faults.push(message.text());
    });
    context.on("weberror", (error) => faults.push(String(error.error().stack)));
    return context;
  }
}

function executable() {
  for (const name of NAMES.filter(Boolean)) {
    try {
      return execFileSync("sh", ["-c", 'command -v "$0"', name], { encoding: "utf8" }).trim();
    } catch {
      // not this one; the next may be there
    }
  }
  throw new Error("There is no Chromium here: run tests/browser/setup.sh");
}

/** Wait for a condition in the page. page.waitForFunction needs eval, which the pages' policy forbids. */
export async function until(page, condition, argument, what = String(condition)) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const holds = await page.evaluate(condition, argument).catch((fault) => {
      if (/context was destroyed|navigat/i.test(fault.message)) return false; // between two pages: ask the next one
      throw fault;
    });
    if (holds) return;
    if (Date.now() > end) throw new Error(`the page never came to: ${what}`);
    await page.waitForTimeout(40);
  }
}

/**
 * Press Tab until the focus is on an element that matches; the keyboard alone must get there. What is to be reached is
 * waited for first, so that no press goes to a page that is about to change.
 */
export async function tabTo(page, selector, most = 80) {
  await page.locator(selector).first().waitFor({ state: "attached" });
  const wanted = page.locator(`:is(${selector}):focus`); // looked for from outside, where pages run no scripts too
  for (let presses = 0; presses < most; presses += 1) {
    if (await wanted.count()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

export const heading = (page, text) =>
  until(page, (wanted) => document.querySelector("h1")?.textContent === wanted, text, `the heading "${text}"`);
