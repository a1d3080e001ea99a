/** Every role on every screen: what it may see opens and looks right, what it may not see is not there by address either. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, until } from "./support/browser.mjs";
import { looksRight } from "./support/looks.mjs";
import { SIGNING_IN, signIn } from "./support/staff.mjs";

const REGISTRY = readFileSync(new URL("../../web/staff/screens.ts", import.meta.url), "utf8");
const PATHS = [...REGISTRY.matchAll(/\{\s*path: "([\w/-]+)"/g)].map(([, path]) => path);
const ROLES = {
  "agent@example.org": ["queue", "case", "agent", "account"],
  "triage@example.org": ["queue", "case", "overview", "agent", "attention", "undelivered", "account"],
  "dispatcher.sanitation@example.org": ["queue", "case", "overview", "agent", "crew", "attention", "undelivered", "account"],
  "crew.public_works@example.org": ["queue", "case", "crew", "account"],
  "manager@example.org": ["queue", "case", "overview", "crew", "attention", "undelivered", "account"],
  "admin@example.org": ["queue", "case", "overview", "crew", "agent", "admin", "attention", "undelivered", "account"],
};

let browser;
before(async () => (browser = await openBrowser()));
afterEach(() => browser.settle());
after(() => browser.close());

test("the table of this test names every screen that there is", () => {
  assert.ok(PATHS.length > 1);
  assert.deepEqual([...new Set(Object.values(ROLES).flat())].sort(), [...PATHS].sort());
});

for (const [email, sees] of Object.entries(ROLES)) {
  test(`${email} sees ${sees.join(", ")} and nothing else`, async () => {
    const page = await browser.visitor(SIGNING_IN);
    await signIn(page, email);
    await page.locator("nav.places").waitFor();
    const led = await page.locator("nav.places a").evaluateAll((links) => links.map((link) => link.hash.slice(2)));
    assert.deepEqual(led.filter((path) => !sees.includes(path)), []);
    for (const path of PATHS) {
      await page.evaluate((wanted) => (window.location.hash = `/${wanted}`), path);
      if (!sees.includes(path)) {
        await heading(page, "No such screen");
        continue;
      }
      await until(page, () => !["", "No such screen"].includes(document.querySelector("main h1")?.textContent ?? ""));
      await page.waitForLoadState("networkidle");
      const trouble = await page.locator("main [role=alert]").allInnerTexts();
      assert.deepEqual(trouble.filter((text) => text.trim()), [], `${path}: nothing is wrong`);
      await looksRight(page, `${path} as ${email}`);
    }
  });
}
