/** The map layers: a changed one from the upload to the answers of the city, what is announced, files that are refused. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo } from "./support/browser.mjs";
import { waitFor } from "./support/city.mjs";
import { LAYER, LONG_S, answersAt, changed, fileOf, imported } from "./support/layers.mjs";
import { looksRight } from "./support/looks.mjs";
import { PASSWORD, signIn, staffApi } from "./support/staff.mjs";
import { FROM_OWN, OWN } from "./support/work.mjs";

let browser;
before(async () => (browser = await openBrowser()));
afterEach(() => browser.settle());
after(() => browser.close());

async function atTheLayers() {
  const page = await browser.visitor(FROM_OWN);
  await signIn(page, "admin@example.org", PASSWORD, `${OWN}/staff/`);
  await heading(page, "Queue");
  await page.evaluate(() => (window.location.hash = "/admin/layers"));
  await page.locator(`li.layer`, { hasText: LAYER }).waitFor();
  return page;
}

/** Choose a file, and send it by the keyboard. */
async function sent(page, file) {
  await page.getByLabel("File with the areas").setInputFiles(file);
  await tabTo(page, "form .button");
  await page.keyboard.press("Enter");
}

/** Wait for a state of the import; one that ended otherwise, or could not begin, is told at once. */
async function comesTo(page, wanted) {
  const ends = [wanted, "failed", "refused"].map((state) => `#state[data-state="${state}"]`);
  await page.locator(`:is(${ends}, [role=alert])`).first().waitFor({ timeout: LONG_S * 1000 });
  assert.equal(await page.locator(ends[0]).count(), 1, await page.locator("main").innerText());
}

test("a file that cannot be read is refused before it is sent, one that cannot be taken with its reasons", async () => {
  const page = await atTheLayers();
  await looksRight(page, "the map layers");
  await sent(page, { name: "wards.txt", mimeType: "text/plain", buffer: Buffer.from("no areas") });
  await page.getByText("This file is of a kind that cannot be read.").waitFor();
  const points = { type: "FeatureCollection", features: [{ type: "Feature", properties: { id: "1" }, geometry: { type: "Point", coordinates: [0, 0] } }] };
  await page.getByLabel("Which layer it is").selectOption(LAYER);
  await sent(page, fileOf(points));
  await comesTo(page, "refused");
  await page.getByText("a Point covers no ground").waitFor();
  assert.equal(await page.getByRole("button", { name: "Publish" }).count(), 0);
  await looksRight(page, "a layer that was refused");
});

test("a changed layer is checked, seen, published, and the city answers by it, by keyboard", async () => {
  const page = await atTheLayers();
  const { file, added, centre } = await changed();
  assert.deepEqual((await answersAt(centre)).filter((id) => id === added.id), []);
  await page.getByLabel("File with the areas").setInputFiles(file);
  assert.equal(await page.getByLabel("Which layer it is").inputValue(), LAYER, "the name of the file tells");
  await sent(page, file);
  await comesTo(page, "checked");

  const row = (name) => page.locator("tbody tr", { hasText: name });
  await row(added.name).getByText("new", { exact: true }).waitFor();
  assert.deepEqual(new Set(await page.locator("tbody tr").evaluateAll((rows) => rows.map(({ classList }) => classList[0]))), new Set(["added", "gone", "redrawn", "reworded"]));
  await page.locator('[data-map="here"]').waitFor();
  await row("70 decibels").getByRole("button").focus();
  await page.keyboard.press("Enter");
  await page.locator('[data-chosen="DNL70"]').waitFor();
  assert.equal(await row("70 decibels").getByRole("button").getAttribute("aria-pressed"), "true");
  await looksRight(page, "what a layer changes");
  assert.equal((await answersAt(centre)).includes(added.id), false, "nothing is published yet");

  await tabTo(page, "form .button");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Publish Airport noise?" });
  await dialog.waitFor();
  await tabTo(page, "dialog .buttons > :last-child");
  await page.keyboard.press("Enter");
  await comesTo(page, "published");
  await page.getByText("In force from").waitFor();
  await waitFor(async () => (await answersAt(centre)).includes(added.id), "the city to answer by the new layer", 120);

  await page.locator('section .buttons .button[aria-disabled="false"]').waitFor();
  await tabTo(page, "section .buttons .button");
  await page.keyboard.press("Enter");
  await page.locator('[data-follow="told"]').waitFor({ timeout: LONG_S * 1000 });
  await looksRight(page, "a layer that was published");
  await page.evaluate(() => (window.location.hash = "/admin/audit"));
  await heading(page, "Audit log");
  await page.getByText("Published a map layer").first().waitFor();
});

test("what is announced stands in the list and is taken back, by keyboard", async () => {
  const call = await staffApi("admin@example.org");
  const { file } = await changed();
  const year = 2090 + Math.floor(Math.random() * 9);
  const month = 1 + Math.floor(Math.random() * 12);
  const moment = `${year}-${String(month).padStart(2, "0")}-15T18:00:00Z`;
  const report = await imported(call, file, { dry_run: false, activate_at: moment });
  assert.equal(report.status, "published", JSON.stringify(report));
  const page = await atTheLayers();
  const line = page.locator("li", { hasText: "Take it back" }).filter({ hasText: String(year) });
  await line.getByText("Airport noise").waitFor();
  await line.getByRole("button", { name: "Take it back" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: /^Take back what is announced for/ }).waitFor();
  await looksRight(page, "asked before an announcement is taken back");
  await tabTo(page, "dialog .buttons > :last-child");
  await page.keyboard.press("Enter");
  await line.waitFor({ state: "detached", timeout: LONG_S * 1000 });
  const { announced, imports } = await call("GET", "/layers");
  assert.deepEqual(announced.filter(({ active_from }) => active_from === moment), []);
  assert.equal(imports.find(({ import_id }) => import_id === report.import_id).status, "withdrawn");
});
