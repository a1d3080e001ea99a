/** What the reporter and followers may say on the case page; the API's answers are real ones with their state replaced. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, somewhereNew } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";

const DAY_MS = 86_400_000;
const inDays = (days) => new Date(Date.now() + days * DAY_MS).toISOString();
const closed = { status: "done", status_text: "Done", closed_at: inDays(-1), reopen_until: inDays(20), estimate: null };
const PROMISE = { due_at: null, late: false, waiting_since: inDays(-1) };
const asked = { status: "waiting", status_text: "Waiting", question: { text: "Which door is it?", answer_by: inDays(9) }, promise: PROMISE };

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
async function opened(parts, key, path, { mine = false, refuse = null, lose = false } = {}) {
  const page = await browser.visitor();
  await page.setViewportSize({ width: 320, height: 640 });
  const headers = mine ? { "X-Follow-Secret": filed.follow_url.split(".").at(-1) } : {};
  const real = await api(`/api/v1/requests/${number}`, { headers });
  const sent = [];
  let state = { ...real, ...parts };
  await page.route(`**/api/v1/requests/${number}*`, (route) => route.fulfill({ json: state }));
  await page.route(`**/api/v1/requests/${number}/${path}*`, (route) => {
    const { "x-follow-secret": secret, "idempotency-key": key } = route.request().headers();
    sent.push({ body: route.request().postDataJSON(), secret, key });
    if (lose) return route.abort();
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
  await tabTo(page, "#not-fixed form > .button");
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.id === "thanks", null, "the thanks, focused");
  const body = { reason: "The hole is back.", token: "token-of-a-mail", closed_at: closed.closed_at };
  assert.deepEqual(sent.map(({ body, secret }) => ({ body, secret })), [{ body, secret: undefined }]);
  assert.ok(sent[0].key);
  assert.equal(await page.locator("#not-fixed").count(), 0);
  await looksRight(page, "opened again");
});

test("the reporter says not fixed without a word, and hears why it is refused", async () => {
  const refuse = { code: "move_not_allowed", message: "Please call 311 and talk to a person.", problems: [] };
  const secret = filed.follow_url.split(".").at(-1);
  const { page, sent } = await opened(closed, `.${secret}`, "reopen", { mine: true, refuse });
  await page.locator("#not-fixed form > .button").press("Enter");
  await until(page, () => /talk to a person/.test(document.querySelector(".problems")?.textContent ?? ""));
  assert.deepEqual(sent.map(({ body, secret }) => ({ body, secret })), [{ body: { closed_at: closed.closed_at }, secret }]);
  await looksRight(page, "refused");
});

test("strangers are told the way instead", async () => {
  const { page } = await opened(closed, "", "reopen");
  assert.equal(await page.locator("#not-fixed").count(), 0);
  const again = await page.getAttribute("#again a", "href");
  assert.match(again, /^\/report\/\?type=pothole#at\//);
  await page.click("#again a");
  await until(page, () => document.querySelector("h1")?.textContent === "Where is it?");
  assert.ok(await page.inputValue("#point"), "the place is carried over");
});

test("the reporter answers the city's question", async () => {
  const secret = filed.follow_url.split(".").at(-1);
  const { page, sent } = await opened(asked, `.${secret}`, "answer", { mine: true });
  assert.match(await page.textContent("#state"), /it is set anew when the work goes on/);
  assert.match(await page.textContent("#question"), /Which door is it\?[\s\S]*the work waits/);
  await looksRight(page, "the question");
  await page.locator("#question form > .button").press("Enter");
  await until(page, () => /Write an answer first/.test(document.querySelector(".problems")?.textContent ?? ""));
  assert.deepEqual(sent, []);
  await page.fill("#answer", "The blue one.");
  await page.locator("#question form > .button").press("Enter");
  await until(page, () => document.activeElement.id === "thanks", null, "the thanks, focused");
  assert.deepEqual(sent.map(({ body, secret }) => ({ body, secret })), [{ body: { answer: "The blue one." }, secret }]);
});

test("an answer without a connection is kept, and sent the same when it is back", async () => {
  const secret = filed.follow_url.split(".").at(-1);
  const { page, sent } = await opened(asked, `.${secret}`, "answer", { mine: true, lose: true });
  await page.fill("#answer", "The blue one.");
  await page.locator("#question form > .button").press("Enter");
  await until(page, () => /kept on this device/.test(document.querySelector("#thanks")?.textContent ?? ""), null, "that it is kept");
  assert.match(await page.textContent("#outbox"), /Answer to the city: Pothole/);
  await looksRight(page, "an answer that waits");
  const before = sent.length;
  assert.ok(before > 0);
  await page.unroute(`**/api/v1/requests/${number}/answer*`);
  await page.route(`**/api/v1/requests/${number}/answer*`, (route) => {
    sent.push({ body: route.request().postDataJSON(), key: route.request().headers()["idempotency-key"] });
    return route.fulfill({ json: { service_request_id: number, status: "confirmed" } });
  });
  await page.locator("#outbox .button").press("Enter");
  await until(page, () => /It has arrived/.test(document.querySelector("#outbox")?.textContent ?? ""));
  assert.equal(sent.at(-1).key, sent[0].key);
  assert.deepEqual(sent.at(-1).body, sent[0].body);
});
