/** Reported already? The choices on the cards, and the address field: by keyboard, on a small screen, remembered. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, mailsTo, someone, somewhereNew, waitFor } from "./support/city.mjs";
import { draftOf, waitingReports } from "./support/kept.mjs";
import { looksRight } from "./support/looks.mjs";

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

const ANSWERS = { size: "plate" };

async function filed(place) {
  const body = { service_code: "pothole", lat: place.lat, long: place.long, answers: ANSWERS };
  return (await api("/api/v1/requests", { method: "POST", body })).service_request_id;
}

/** The cards for a place, reached as a resident does. */
async function cards(page, place) {
  await page.goto("/report/?type=pothole");
  await heading(page, "Where is it?");
  await page.fill("#point", place.text);
  await tabTo(page, "form > .button");
  await page.keyboard.press("Enter");
  await heading(page, "Is it one of these?");
}

const joined = async (number) => (await api(`/api/v1/requests/${number}`)).joined;

test("me too counts once for a device, with the keyboard alone", async () => {
  const place = await somewhereNew("pothole");
  const number = await filed(place);
  const page = await browser.visitor();
  await page.setViewportSize({ width: 320, height: 640 });
  await cards(page, place);
  await looksRight(page, "the cards");
  await tabTo(page, '[data-choice="me-too"]');
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.textContent === "Me too");
  await looksRight(page, "the form of a me too");
  await tabTo(page, '[data-choice="join"]');
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.textContent.includes("You are counted"));
  assert.match(await page.textContent("#report"), /2 people have reported this/);
  assert.equal(await joined(number), 1);
  await looksRight(page, "the thanks");
  await cards(page, place);
  await page.locator('[data-choice="me-too"]').click();
  await page.locator('[data-choice="join"]').click();
  await until(page, () => /You are counted/.test(document.querySelector("#report").textContent));
  assert.equal(await joined(number), 1, "the same device joins once");
});

test("me too and follow are kept when no answer comes, shown as waiting, and arrive once", async () => {
  const place = await somewhereNew("pothole");
  const number = await filed(place);
  const email = someone("cora");
  const page = await browser.visitor({});
  await cards(page, place);
  const lost = async (route) => {
    await route.fetch(); // it has arrived, and nobody is told
    await route.abort("connectionreset");
  };
  await page.route("**/me-too?*", lost);
  await page.route("**/followers?*", lost);
  await page.locator('[data-choice="me-too"]').click();
  await page.locator('[data-choice="join"]').click();
  await until(page, () => document.activeElement.textContent === "Kept on this phone");
  await looksRight(page, "a me too that waits");
  await cards(page, place);
  await page.locator('[data-choice="follow"]').click();
  await page.fill(`#follow-${number}`, email);
  await page.getByRole("button", { name: "Send me news" }).click();
  await until(page, () => document.activeElement.textContent === "Kept on this phone");
  assert.deepEqual((await waitingReports(page)).map(({ kind }) => kind).sort(), ["follow", "me-too"]);

  await page.goto("/report/");
  await until(page, () => document.querySelectorAll('[data-outbox="waiting"]').length === 2);
  await looksRight(page, "what waits, in the list");
  await page.unrouteAll({ behavior: "wait" }); // one may be on its way again
  await page.reload();
  await until(page, () => document.querySelectorAll('[data-outbox="sent"]').length === 2);
  assert.match(await page.textContent("#outbox"), /you are counted[\s\S]*look into your mail/);
  await looksRight(page, "what has arrived meanwhile");
  assert.equal(await joined(number), 1);
  await waitFor(async () => (await mailsTo(email)).length, "the mail that asks to confirm");
  for (const left of [1, 0]) {
    await page.getByRole("button", { name: "Thank you, close this" }).first().click();
    await until(page, (most) => document.querySelectorAll("[data-outbox]").length === most, left);
  }
  assert.deepEqual(await waitingReports(page), []);
  assert.equal((await mailsTo(email)).length, 1, "one wish, one mail");
});

test("what is called different is remembered and sent along", async () => {
  const place = await somewhereNew("pothole");
  const first = await filed(place);
  const second = await filed(place);
  const page = await browser.visitor();
  await cards(page, place);
  assert.equal(await page.locator('[data-choice="different"]').count(), 2);
  await page.locator('[data-choice="different"]').first().press("Enter");
  await until(page, () => document.activeElement.textContent.includes("Noted"));
  await waitFor(async () => (await draftOf(page)).not_duplicate_of.length === 1, "the choice in the draft");
  await page.reload();
  await heading(page, "Is it one of these?");
  assert.equal(await page.locator('[data-choice="different"]').count(), 1, "a reload forgets no choice");
  await page.locator('[data-choice="different"]').press("Enter");
  await heading(page, "Tell us more and send");
  const draft = await draftOf(page);
  assert.deepEqual([...draft.not_duplicate_of].sort(), [first, second].sort());
});

test("an address is chosen from the list without a mouse, and its place is taken", async () => {
  const { matches } = await api("/api/v1/addresses?q=main&limit=5");
  assert.ok(matches.length, "the demo city has a main street");
  const page = await browser.visitor();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/report/?type=pothole");
  await heading(page, "Where is it?");
  await tabTo(page, "#address");
  await page.keyboard.type("library");
  await until(page, () => document.querySelectorAll("#address-list [role=option]").length > 0);
  assert.equal(await page.getAttribute("#address", "aria-expanded"), "true");
  await looksRight(page, "the list of addresses");
  await page.keyboard.press("Escape");
  assert.equal(await page.getAttribute("#address", "aria-expanded"), "false");
  await page.keyboard.press("ArrowDown");
  const active = await page.getAttribute("#address", "aria-activedescendant");
  const label = await page.textContent(`#${active}`);
  await page.keyboard.press("Enter");
  assert.equal(await page.inputValue("#address"), label);
  await until(page, () => /This is in: /.test(document.querySelector("#report").textContent));
  assert.match(await page.inputValue("#point"), /^-?\d+\.\d+, -?\d+\.\d+$/);
});

test("no such address, in both languages", async () => {
  const page = await browser.visitor({}); // the language stays with the device
  await page.goto("/report/?type=pothole");
  await heading(page, "Where is it?");
  await page.fill("#address", "qqqq zzzz");
  await until(page, () => /No such address/.test(document.querySelector("#address-told").textContent));
  await page.locator('.languages [lang="es"]').click();
  await heading(page, "¿Dónde está?");
  await page.fill("#address", "qqqq zzzx");
  await until(page, () => /No hay tal dirección/.test(document.querySelector("#address-told").textContent));
});

test("closed a short while ago: the report says that it was not fixed", async () => {
  const place = await somewhereNew("pothole");
  const number = await filed(place);
  const { duplicates } = await api(`/api/v1/duplicates?service_code=pothole&lat=${place.lat}&long=${place.long}`);
  const ended = { status: "done", status_text: "Done", closed_at: new Date().toISOString(), closed_days_ago: 3 };
  const closed_before = [{ ...duplicates[0], ...ended, outcome_text: "The hole was filled." }];
  const page = await browser.visitor();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.route("**/api/v1/duplicates*", (route) => route.fulfill({ json: { duplicates: [], closed_before } }));
  await cards(page, place);
  const text = await page.textContent("#report");
  assert.match(text, /closed here a short while ago[\s\S]*Closed 3 days ago\. The hole was filled\./);
  assert.doesNotMatch(text, /open report/);
  await looksRight(page, "a closed one");
  await tabTo(page, '[data-choice="not-fixed"]');
  await page.keyboard.press("Enter");
  await until(page, () => window.location.hash === "#details");
  assert.equal((await draftOf(page)).reopens, number);
});

test("two phones in the same second: the second is told of the first", async () => {
  const place = await somewhereNew("pothole");
  const phones = await Promise.all([browser.visitor({}), browser.visitor({})]);
  for (const page of phones) {
    await page.goto("/report/?type=pothole");
    await heading(page, "Where is it?");
    await page.fill("#point", place.text);
    await page.click("form > .button");
    await heading(page, "Tell us more and send");
    await page.check("#answer-size-plate");
  }
  await Promise.all(phones.map((page) => page.click("#send")));
  await Promise.all(phones.map((page) => heading(page, "Thank you. We have your report")));
  const numbers = await Promise.all(phones.map((page) => page.textContent("#number")));
  const told = await Promise.all(phones.map((page) => page.textContent("#report")));
  const knows = told.map((text, at) => /may be about the same thing/.test(text) && text.includes(numbers[1 - at]));
  assert.deepEqual(knows.sort(), [false, true], "one came first, and the other is told of it");
  await looksRight(phones[told.findIndex((text) => /may be about/.test(text))], "a receipt that tells of another report");
});
