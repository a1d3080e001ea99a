/** The pages as such: languages, the device's location, conditional questions, drafts, and no scripts at all. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { DOOR, somewhereNew } from "./support/city.mjs";
import { draftOf } from "./support/kept.mjs";
import { looksRight } from "./support/looks.mjs";

const PAGES = ["/", "/report/", "/request/", "/confirm/", "/leave/"];

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

test("Spanish: the language of the browser, all of the page, and the way back", async () => {
  const page = await browser.visitor({ locale: "es-MX" });
  await page.goto("/");
  await heading(page, "¿En qué puede ayudar la ciudad?");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "es");
  await looksRight(page, "the front page in Spanish");
  await page.fill("#search", "semaforo");
  await page.getByRole("option").first().waitFor();
  await page.goto("/report/?type=pothole");
  await heading(page, "¿Dónde está?");
  await page.fill("#address", "Calle 1");
  await page.getByRole("button", { name: "English", exact: true }).press("Enter");
  await heading(page, "Where is it?");
  assert.equal(await page.inputValue("#address"), "Calle 1", "a change of language loses nothing");
  assert.equal(await page.evaluate(() => document.activeElement.lang), "en", "the focus stays on the switch");
  await page.goto("/request/");
  await heading(page, "Look up a report");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en", "the choice is kept");
});

test("the device's location, and what it cannot say", async () => {
  const place = await somewhereNew("pothole");
  const geolocation = { latitude: place.lat, longitude: place.long, accuracy: 300 };
  const page = await browser.visitor({ geolocation, permissions: ["geolocation"] });
  await page.goto("/report/?type=pothole");
  await page.getByText("Your device knows this only to about 300 meters").waitFor();
  assert.equal(await page.inputValue("#point"), `${place.lat.toFixed(5)}, ${place.long.toFixed(5)}`);
  await page.context().clearPermissions();
  await page.reload();
  await page.click("#locate");
  await page.getByRole("link", { name: /Your browser did not share the location/ }).waitFor();
  await looksRight(page, "no location");
});

test("a slow press on Continue counts, though the place is looked up when its field is left", async () => {
  const place = await somewhereNew("pothole");
  const page = await browser.visitor();
  await page.goto("/report/?type=pothole");
  await page.fill("#point", place.text);
  const { x, y } = await page.locator("form > .button").boundingBox();
  await page.mouse.move(x + 10, y + 10);
  await page.mouse.down();
  await page.waitForTimeout(500);
  await page.mouse.up();
  await heading(page, "Tell us more and send");
});

test("questions come and go with the answers, and the draft outlives a reload", async () => {
  const page = await browser.visitor();
  await page.goto("/report/");
  await page.locator("#search").waitFor();
  await looksRight(page, "what");
  await page.fill("#search", "graffiti");
  await page.locator('.types a[href$="type=graffiti_removal"]').click();
  await page.fill("#point", (await somewhereNew("graffiti_removal")).text);
  await page.click("form > .button");
  await page.check("#answer-surface-metal");
  assert.equal(await page.locator("#answer-permission-yes").count(), 0);
  await page.check("#answer-owner-mine");
  await page.check("#answer-permission-call_first");
  await page.check("#answer-hateful-no");
  await page.fill("#description", "Blue paint");
  await page.reload();
  assert.ok(await page.isChecked("#answer-permission-call_first"));
  assert.equal(await page.inputValue("#description"), "Blue paint");
  await page.check("#answer-owner-public");
  assert.equal(await page.locator("#answer-permission-yes").count(), 0);
  await looksRight(page, "details");
  await page.click("form > .button");
  await heading(page, "Check and send");
  assert.doesNotMatch(await page.textContent("#report dl"), /call me first/, "an answer to no question is not sent");

  await page.goto("/report/");
  await page.getByRole("button", { name: "Start over" }).click();
  await until(page, () => !document.querySelector("#report").textContent.includes("still here"));
  assert.equal(await draftOf(page), null);
});

test("addresses without the last slash lead to the page, with all that follows them", async () => {
  const page = await browser.visitor();
  await page.goto("/report?type=pothole");
  await heading(page, "Where is it?");
  await page.goto("/request#7QX-4CM-2WJ");
  await page.locator(".wrong", { hasText: "There is a typing mistake in this number" }).waitFor();
});

test("a type that the city does not have leads back to the list", async () => {
  const page = await browser.visitor();
  await page.goto("/report/?type=flying_saucer");
  await page.getByText("This type of report is not offered any more").waitFor();
  await heading(page, "What do you want to report?");
});

test("the skip link leads past the header on every page", async () => {
  const page = await browser.visitor();
  for (const path of PAGES) {
    await page.goto(path);
    await page.locator(".languages button").first().waitFor();
    await tabTo(page, ".skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main", path);
    assert.equal(page.url(), DOOR + path);
  }
});

test("the focus is always seen", async () => {
  const page = await browser.visitor();
  await page.goto("/report/?type=pothole");
  await page.locator("#point").waitFor();
  for (let presses = 0; presses < 14; presses += 1) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return document.activeElement === document.body ? "body" : `${outlineStyle} ${outlineWidth}`;
    });
    assert.ok(outline === "body" || /^solid [3-9]/.test(outline), outline);
  }
});

test("without scripts, the pages say who to call", async () => {
  const page = await browser.visitor({ javaScriptEnabled: false });
  for (const path of PAGES) {
    await page.goto(path);
    const text = await page.locator("noscript").textContent();
    assert.match(text, /call 311/);
    assert.match(text, /llam(ar|e) al 311/);
    assert.match(`${text} ${(await page.locator("#emergency").count()) ? await page.textContent("#emergency") : ""}`, /call 911/);
  }
});

test("a mistyped address: told in words, in the visitor's language, with the ways on", async () => {
  for (const [locale, title, other] of [["en-US", "Page not found", "Página no encontrada"], ["es-MX", "Página no encontrada", "Page not found"]]) {
    const page = await browser.visitor({ locale });
    const answer = await page.goto("/reprot/");
    assert.equal(answer.status(), 404);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.getByRole("heading", { level: 2, name: other }).waitFor();
    await looksRight(page, `page not found (${locale})`);
    await page.locator("a.button").first().press("Enter");
    await page.waitForURL(/\/report\//);
  }
});
