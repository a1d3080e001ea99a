/** What the reporter and followers may say on the status page; the API's answers are real ones with their state replaced. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, somewhereNew } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";

const DAY_MS = 86_400_000;
const inDays = (days) => new Date(Date.now() + days * DAY_MS).toISOString();
const closed = { status: "done", status_text: "Done", closed_at: inDays(-1), reopen_until: inDays(20), estimate: null };
const asked = { status: "waiting", status_text: "Waiting", question: { text: "Which door is it?", answer_by: inDays(9) }, estimate: null };

let browser;
let filed;
let number;
before(async () => {
  browser = await openBrowser();
  const { lat, long } = await somewhereNew("pothole");
  filed = await api("/api/v1/requests", { method: "POST", body: { service_code: "pothole", lat, long, answers: { size: "plate" } } });
  number = filed.service_request_id;
});
afterEach(() => browser.settle());
after(() => browser.close());

/** The page in a state, opened with what stands behind the number; `sent` collects what it posts. */
async function opened(parts, key, path, { mine = false, refuse = null } = {}) {
  const page = await browser.visitor();
  await page.setViewportSize({ width: 320, height: 640 });
  const headers = mine ? { "X-Follow-Secret": filed.follow_url.split(".").at(-1) } : {};
  const real = await api(`/api/v1/requests/${number}`, { headers });
  const sent = [];
  let state = { ...real, ...parts };
  await page.route(`**/api/v1/requests/${number}*`, (route) => route.fulfill({ json: state }));
  await page.route(`**/api/v1/requests/${number}/${path}*`, (route) => {
    sent.push({ body: route.request().postDataJSON(), secret: route.request().headers()["x-follow-secret"] });
    if (refuse) return route.fulfill({ status: 409, json: refuse });
    state = real;
    return route.fulfill({ json: { service_request_id: number, status: "reopened" } });
  });
  await page.goto(`/request/#${number}${key}`);
  await page.locator("#state").waitFor();
  return { page, sent };
}

test("a follower says not fixed with the link of the mail, by keyboard", async () => {
  const { page, sent } = await opened(closed, "~token-of-a-mail", "reopen");
  await looksRight(page, "not fixed");
  await page.fill("#reason", "The hole is back.");
  await tabTo(page, "#not-fixed .button");
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.id === "thanks", null, "the thanks, focused");
  assert.deepEqual(sent, [{ body: { reason: "The hole is back.", token: "token-of-a-mail" }, secret: undefined }]);
  assert.equal(await page.locator("#not-fixed").count(), 0);
  await looksRight(page, "opened again");
});

test("the reporter says not fixed without a word, and hears why it is refused", async () => {
  const refuse = { code: "move_not_allowed", message: "Please call 311 and talk to a person.", problems: [] };
  const secret = filed.follow_url.split(".").at(-1);
  const { page, sent } = await opened(closed, `.${secret}`, "reopen", { mine: true, refuse });
  await page.locator("#not-fixed .button").press("Enter");
  await until(page, () => /talk to a person/.test(document.querySelector(".problems")?.textContent ?? ""));
  assert.deepEqual(sent, [{ body: {}, secret }]);
  await looksRight(page, "refused");
});

test("strangers are told the way instead", async () => {
  const { page } = await opened(closed, "", "reopen");
  assert.equal(await page.locator("#not-fixed").count(), 0);
  assert.equal(await page.locator('a[href="/report/?type=pothole"]').count(), 1);
});

test("the reporter answers the city's question", async () => {
  const secret = filed.follow_url.split(".").at(-1);
  const { page, sent } = await opened(asked, `.${secret}`, "answer", { mine: true });
  assert.match(await page.textContent("#state"), /the date is set anew/);
  assert.match(await page.textContent("#question"), /Which door is it\?[\s\S]*the work waits/);
  await looksRight(page, "the question");
  await page.locator("#question .button").press("Enter");
  await until(page, () => /Write an answer first/.test(document.querySelector(".problems")?.textContent ?? ""));
  assert.deepEqual(sent, []);
  await page.fill("#answer", "The blue one.");
  await page.locator("#question .button").press("Enter");
  await until(page, () => document.activeElement.id === "thanks", null, "the thanks, focused");
  assert.deepEqual(sent, [{ body: { answer: "The blue one." }, secret }]);
});
