/** A report from the first page to the mail that says the crew has started, with the keyboard alone. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, DOOR, mailedLink, mailsTo, someone, somewhereNew, startWork, waitFor } from "./support/city.mjs";
import { draftOf, waitingReports } from "./support/kept.mjs";
import { looksRight } from "./support/looks.mjs";

const NAUGHTY = `<img src=x onerror="document.title='gone'"> <script>alert(1)</script> Ω≈ç 田 👩‍🚒 \u202Eabc`;

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

/** From the front page to the receipt; every key as a resident presses it. */
async function fileByKeyboard(page, place, email) {
  await page.goto("/");
  await until(page, () => document.querySelector("#search"));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip", "the skip link comes first");
  await tabTo(page, "#search");
  await page.keyboard.type("hole in the road");
  await page.getByRole("option", { name: /^Pothole/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/report\//);
  await heading(page, "Where is it?");
  await tabTo(page, "#address");
  await page.keyboard.type(`Corner <b>of</b> Main`);
  await tabTo(page, "#point");
  await page.keyboard.type(place.text);
  await page.keyboard.press("Tab");
  await until(page, () => /This is in: .*District/.test(document.querySelector("#report").textContent));
  await tabTo(page, "form > .button");
  await page.keyboard.press("Enter");
  await heading(page, "Tell us more and send");
  await until(page, () => document.activeElement.matches("h1"), null, "the focus on the heading of the step");
  await tabTo(page, "#answer-size-plate");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "#description");
  await page.keyboard.insertText(NAUGHTY);
  await tabTo(page, "#email");
  await page.keyboard.type(email);
  await looksRight(page, "the last step");
  await tabTo(page, "#send");
  await page.keyboard.press("Enter");
  await heading(page, "Thank you. We have your report");
  return page.textContent("#number");
}

test("a report, its status, its mails: with the keyboard alone", async () => {
  const page = await browser.visitor();
  const email = someone("ana");
  const number = await fileByKeyboard(page, await somewhereNew("pothole"), email);
  await looksRight(page, "the receipt");
  assert.match(await page.textContent("#report"), /(We aim to have it done|Most likely) by \w+day, \w+ \d/);
  assert.equal(await draftOf(page), null, "the draft is gone");

  await page.reload();
  assert.equal(await page.textContent("#number"), number, "a reload shows the receipt again, and files nothing");

  await tabTo(page, "#follow-link");
  await page.keyboard.press("Enter");
  await heading(page, "Pothole");
  assert.ok((await page.textContent("#request")).includes(NAUGHTY), "the reporter reads their own words, as text");
  assert.equal(await page.locator("#request img, #request script, #request b").count(), 0);
  assert.match(await page.textContent(".timeline"), /We received your report\./);
  await page.locator("summary").press("Enter");
  await looksRight(page, "the status page of the reporter");

  await confirmByMail(page, number, email);
  await startWork(number);
  await page.goto(`/request/#${number}`);
  await until(page, () => /A crew is working on it/.test(document.querySelector("#state")?.textContent));
  assert.ok(!(await page.textContent("#request")).includes("onerror"), "nobody else reads what is not released");
  assert.match(await page.textContent("#request"), /1 person follows it/);
  await leaveByMail(page, number, email);
});

async function confirmByMail(page, number, email) {
  await page.goto(await mailedLink(email, "confirm"));
  await page.locator("#answer .button").waitFor();
  assert.equal(page.url(), `${DOOR}/confirm/`, "the token has left the address bar");
  assert.equal((await api(`/api/v1/requests/${number}`)).followers, 0, "opening the page changes nothing");
  await looksRight(page, "the question of the mailed link");
  await tabTo(page, "#answer .button");
  await page.keyboard.press("Enter");
  await page.getByText("Done: you will get news").waitFor();
  await looksRight(page, "the answer to the mailed link");
  assert.equal((await api(`/api/v1/requests/${number}`)).followers, 1);
}

async function leaveByMail(page, number, email) {
  await page.goto(await mailedLink(email, "leave"));
  await tabTo(page, "#answer .button");
  await looksRight(page, "the question whether to leave");
  await page.keyboard.press("Enter");
  await page.getByText("Done: no more mails").waitFor();
  assert.equal((await api(`/api/v1/requests/${number}`)).followers, 0);
  await page.reload();
  await page.getByText("This link does not work").waitFor();
  await looksRight(page, "a link without its token");
}

test("an answer that is lost on the way files nothing twice", async () => {
  const page = await browser.visitor();
  const place = await somewhereNew("graffiti_removal");
  await page.goto("/report/?type=graffiti_removal");
  await page.fill("#point", place.text);
  await page.click("form > .button");
  for (const choice of ["surface-metal", "owner-public", "hateful-no"]) await page.check(`#answer-${choice}`);
  await page.click("form > .button");

  const numbers = new Set();
  await page.route("**/api/v1/requests?*", async (route) => {
    const answer = await route.fetch();
    numbers.add((await answer.json()).service_request_id);
    await route.abort("connectionreset");
  });
  await page.click("#send");
  await heading(page, "Your report is kept on this phone");
  await page.getByText("We do not know yet whether it arrived").waitFor();
  await looksRight(page, "no answer came");
  await page.unrouteAll({ behavior: "wait" });

  await page.reload();
  await heading(page, "Thank you. We have your report");
  numbers.add(await page.textContent("#number"));
  assert.equal(numbers.size, 1, "one report, however often it was sent");
  assert.deepEqual(await waitingReports(page), [], "nothing waits any more");
  const query = new URLSearchParams({ lat: place.lat, long: place.long, service_code: "graffiti_removal" });
  assert.equal((await api(`/api/v1/duplicates?${query}`)).duplicates.length, 1);
});

test("what is known already is shown before the details", async () => {
  const place = await somewhereNew("pothole");
  const body = { service_code: "pothole", lat: place.lat, long: place.long, answers: { size: "plate" } };
  const { service_request_id: number } = await api("/api/v1/requests", { method: "POST", body });
  const page = await browser.visitor();
  await page.goto("/report/?type=pothole");
  await page.fill("#point", `${place.lat + 0.00003}, ${place.long}`);
  await page.click("form > .button");
  await heading(page, "Is it one of these?");
  assert.match(await page.textContent(".known"), /\d+ ft \(3 m\) away/);
  await looksRight(page, "known reports");

  await page.getByRole("button", { name: "This is it: follow it" }).click();
  const email = someone("bea");
  await page.fill(`#follow-${number}`, email);
  await page.getByRole("button", { name: "Send me news" }).click();
  await page.getByText("Please look into your mail").waitFor();
  await looksRight(page, "following a known report");
  await waitFor(async () => (await mailsTo(email)).length, "the mail that asks to confirm");
  assert.equal(await draftOf(page), null, "no second report is left lying");
});

test("who says that theirs is different files a report that is not a duplicate", async () => {
  const place = await somewhereNew("street_light_out");
  const body = {
    service_code: "street_light_out",
    lat: place.lat,
    long: place.long,
    answers: { how_many: "one", what_it_does: "dark" },
  };
  await api("/api/v1/requests", { method: "POST", body });
  const page = await browser.visitor();
  await page.goto("/report/?type=street_light_out");
  await page.fill("#point", place.text);
  await page.click("form > .button");
  await page.getByRole("button", { name: "Mine is different" }).click();
  await page.check("#answer-how_many-one");
  await page.check("#answer-what_it_does-flickers");
  await page.click("form > .button");
  await page.click("#send");
  await heading(page, "Thank you. We have your report");
  assert.doesNotMatch(await page.textContent("#report"), /may be about the same thing/);
});

test("a private report opens only with its own link", async () => {
  const place = await somewhereNew("homeless_outreach");
  const body = { service_code: "homeless_outreach", lat: place.lat, long: place.long };
  body.answers = { who: "one_person", condition: ["no_danger"] };
  const filed = await api("/api/v1/requests", { method: "POST", body });
  const page = await browser.visitor();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`/request/#${filed.service_request_id}`);
  await page.getByText(`We find no report that everybody may see with the number ${filed.service_request_id}`).waitFor();
  const { hash } = new URL(filed.follow_url);
  await page.goto(`/request/${hash}`);
  await heading(page, "Help for someone without a home");
  const [, secret] = hash.split(".");
  const told = asked.filter((address) => address.replace(/#.*/, "").includes(secret));
  assert.ok(secret.length > 20);
  assert.deepEqual(told, [], "the secret is in no address");
});
