/** The staff app where answers are slow, or come in another order: the later choice stands, and nothing typed is lost. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, until } from "./support/browser.mjs";
import { api, somewhereNew, waitFor } from "./support/city.mjs";
import { SIGNING_IN, signIn, staffApi } from "./support/staff.mjs";

const ADMIN = "admin@example.org";
let browser;
before(async () => {
  browser = await openBrowser();
  const numbers = [await filed(), await filed()];
  const call = await staffApi(ADMIN);
  await waitFor(async () => {
    const { rows } = await call("GET", "/queue?department=water&status=open&limit=1000");
    return numbers.every((number) => rows.some((row) => row.service_request_id === number));
  }, "work in the queue");
});
afterEach(() => browser.settle());
after(() => browser.close());

async function filed() {
  const { lat, long } = await somewhereNew("storm_drain");
  const { questions } = await api("/api/v1/services/storm_drain");
  const answers = Object.fromEntries(
    questions.filter(({ required, when }) => required && !when).map(({ code, values }) => [code, values?.at(-1)?.key ?? "by the door"]),
  );
  const body = { service_code: "storm_drain", lat, long, answers };
  return (await api("/api/v1/requests", { method: "POST", body })).service_request_id;
}

async function at(hash, title) {
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, ADMIN);
  await page.locator("nav").first().waitFor();
  await page.evaluate((to) => (window.location.hash = to), hash);
  if (title) await heading(page, title);
  return page;
}

/** Holds answers to calls whose address has these words, until they are let go. */
async function hold(page, words, method = "GET") {
  const held = [];
  await page.route(
    (url) => url.pathname.includes(words),
    async (route) => {
      if (route.request().method() !== method) return route.fallback();
      const answer = await route.fetch();
      let letGo;
      const gone = new Promise((resolve) => (letGo = resolve));
      held.push({ letGo, body: route.request().postData() });
      await gone;
      await route.fulfill({ response: answer });
    },
  );
  return held;
}

test("a step with one work order changes its own row, not the one that was opened meanwhile", async () => {
  const page = await at("/queue?department=water", "Queue");
  const rows = page.locator("[data-row]");
  await rows.nth(1).waitFor();
  const [first, second] = await rows.locator(".number-cell .number").allInnerTexts();
  const panel = page.locator("section[aria-labelledby=order-title]");
  await rows.filter({ hasText: first }).first().locator(".open").click();
  await panel.getByText(first).waitFor();
  const answers = await hold(page, "/claim", "POST");
  await panel.getByRole("button", { name: "Do it" }).click();
  await waitFor(() => answers.length === 1, "it was sent");
  await rows.filter({ hasText: second }).first().locator(".open").click();
  await panel.getByText(second).waitFor();
  answers[0].letGo();
  await rows.filter({ hasText: first }).first().waitFor({ state: "detached" });
  await panel.getByText(second).waitFor({ timeout: 2_000 });
});

test("many at once, with the focus where the work is", async () => {
  const page = await at("/queue?department=water", "Queue");
  const section = page.getByRole("region", { name: "What is chosen" }).or(page.locator("section.panel", { hasText: "chosen" })).first();
  await page.locator("[data-row] input").first().check();
  await section.getByRole("button", { name: "See what would happen" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("1 work order would change.").first().waitFor();
  await until(page, () => /would change/.test(document.activeElement?.textContent ?? "") && document.activeElement !== document.body);
  await page.getByRole("button", { name: "Cancel" }).focus();
  await page.keyboard.press("Enter");
  await until(page, () => /chosen/.test(document.activeElement?.textContent ?? "") && document.activeElement !== document.body);
});

test("the place that was looked for last is the one a case is moved to", async () => {
  const call = await staffApi(ADMIN);
  const { rows } = await call("GET", "/queue?department=water&status=open&limit=10");
  const number = rows.at(-1).service_request_id;
  const page = await at(`/case/${number}`);
  await page.locator("#move-summary").click();
  const answers = [];
  await page.route("**/api/v1/addresses?*", async (route) => {
    const q = new URL(route.request().url()).searchParams.get("q");
    if (q === "slow") await new Promise((resolve) => answers.push(resolve));
    const match = { label: `${q} street`, lat: 41.3, long: -97.1, distance_m: 1 };
    await route.fulfill({ json: { verdict: "found", matches: [match] } });
  });
  const field = page.locator("#move-place");
  await field.fill("slow");
  await field.press("Enter");
  await waitFor(() => answers.length === 1, "it was asked");
  await field.fill("quick");
  await field.press("Enter");
  await page.getByLabel(/quick street/).waitFor();
  answers[0]();
  await page.waitForTimeout(500);
  assert.equal(await page.getByLabel(/quick street/).count(), 1);
});

test("more of one month of the audit log is not told under another", async () => {
  const page = await browser.visitor(SIGNING_IN);
  const answers = [];
  await page.route("**/api/v1/staff/audit?*", async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [month, cursor] = [query.get("month"), query.get("cursor")];
    if (cursor) await new Promise((resolve) => answers.push(resolve));
    const one = { id: `${month}${cursor}`, at: `${month}-02T10:00:00Z`, by: "x", by_name: `Somebody of ${month}`, action: "api_key_revoked", about: "k", details: {}, outcome: "done", reason: "" };
    await route.fulfill({ json: { entries: [one], next: cursor || month !== monthNow ? null : "more" } });
  });
  const monthNow = new Date().toISOString().slice(0, 7);
  await signIn(page, ADMIN);
  await page.locator("nav").first().waitFor();
  await page.evaluate(() => (window.location.hash = "/admin/audit"));
  await page.getByRole("button", { name: "Show older ones" }).click();
  await waitFor(() => answers.length > 0, "it was asked");
  const before = await page.locator("#audit-month option").nth(1).getAttribute("value");
  await page.locator("#audit-month").selectOption(before);
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText(`Somebody of ${before}`).waitFor();
  for (const letGo of answers) letGo();
  await page.waitForTimeout(500);
  assert.equal(await page.getByText(`Somebody of ${monthNow}`).count(), 0);
});

test("what is written about one person stays when another was saved meanwhile", async () => {
  const page = await at("/admin/users");
  const people = page.locator(".people > li");
  await people.nth(1).waitFor();
  await people.nth(0).getByRole("button", { name: /^Change/ }).click();
  const answers = await hold(page, "/api/v1/staff/users/", "POST");
  await page.locator("#person-name").press("Control+Enter");
  await waitFor(() => answers.length === 1, "it was sent");
  await people.nth(1).getByRole("button", { name: /^Change/ }).click();
  await page.locator("#person-name").fill("A name that is being written");
  answers[0].letGo();
  await page.waitForTimeout(500);
  assert.equal(await page.locator("#person-name").inputValue(), "A name that is being written");
});

test("an address that was cut short is a number that is not there", async () => {
  const page = await at("/case/26-%E0%A4%A");
  await page.getByRole("heading", { name: "There is no case to show" }).waitFor();
});

test("the figures are named in the language that is spoken now", async () => {
  const page = await at("/overview", "Overview");
  const options = () => page.locator("#overview-type option").allInnerTexts();
  await waitFor(async () => (await options()).length > 1, "the types");
  const english = await options();
  await page.getByRole("button", { name: "Español" }).click();
  await until(page, () => document.documentElement.lang === "es");
  await waitFor(async () => (await options()).slice(-1).some((name) => !english.includes(name)), "types are named in Spanish");
});

test("the focus is at the heading of a case, and stays when the case has come", async () => {
  const call = await staffApi(ADMIN);
  const { rows } = await call("GET", "/queue?department=water&status=open&limit=10");
  const page = await at("/overview", "Overview");
  await page.evaluate((number) => (window.location.hash = `/case/${number}`), rows.at(-1).service_request_id);
  await page.locator("#history").waitFor();
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1");
  await page.evaluate(() => (window.location.hash = "/attention")); // shown for the first time
  await until(page, () => document.activeElement?.tagName === "H1" && /look/i.test(document.activeElement.textContent));
});

test("a screen that is left is not asked what the next one is asked", async () => {
  const page = await at("/admin/users", "People");
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.evaluate(() => (window.location.hash = "/case/777-777-777"));
  await page.getByRole("heading", { name: "There is no case to show" }).waitFor();
  await page.evaluate(() => (window.location.hash = "/admin/users"));
  await page.locator(".people > li").first().waitFor();
  assert.deepEqual(asked.filter((path) => path.endsWith("/requests/users")), []);
});
