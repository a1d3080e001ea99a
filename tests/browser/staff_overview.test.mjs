/** The supervisor's home: every figure leads to a list that is as long as the figure says; an empty one looks sensible. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { waitFor } from "./support/city.mjs";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { looksRight } from "./support/looks.mjs";
import { SIGNING_IN, signIn, staffApi } from "./support/staff.mjs";
import { graffiti } from "./support/work.mjs";

const TYPE = "graffiti_removal";
const MANAGER = "manager@example.org";
let browser;
let manager;
before(async () => {
  browser = await openBrowser();
  manager = await staffApi(MANAGER);
  await counted();
});
afterEach(() => browser.settle());
after(() => browser.close());

/** A new report that the figures know. */
async function counted() {
  const number = await graffiti();
  await waitFor(async () => {
    const { requests } = await manager("GET", `/requests?of=opened&service_code=${TYPE}`);
    return requests.some((one) => one.service_request_id === number && one.department);
  }, "the new report among the figures");
}

async function atTheOverview(who, query = "", before = async () => {}) {
  const page = await browser.visitor(SIGNING_IN);
  await before(page);
  await signIn(page, who);
  await page.locator("nav a", { hasText: "Overview" }).first().waitFor();
  await show(page, `/overview${query}`);
  return page;
}

async function show(page, address) {
  await page.evaluate((asked) => (window.location.hash = asked), address);
  await page.locator("#course").waitFor();
  await settled(page);
}

const settled = (page) => until(page, () => !/One moment/.test(document.querySelector("main").textContent));

/** Every figure of the screen that counts something: what it says, and where it leads. */
const figuresOf = (page) =>
  page.evaluate(() => {
    const found = [...document.querySelectorAll("main a[href*='overview/list']")].map((link) => ({
      name: link.getAttribute("aria-label") ?? link.textContent,
      says: link.textContent.trim(),
      href: link.getAttribute("href"),
    }));
    // ages are not counts: their lists hold what is as old or older
    return found.filter(({ says }) => !/\bdays?$/.test(says)).map((one) => ({ ...one, count: Number(one.says.replace(/\D/g, "")) }));
  });

async function lengthOf(page, href) {
  await page.evaluate((to) => (window.location.hash = to.slice(1)), href);
  await page.locator("main [data-count]").waitFor();
  return page.evaluate(() => {
    const told = document.querySelector("main [data-count]");
    return { rows: document.querySelectorAll("tbody tr").length, count: Number(told.dataset.count), times: Number(told.dataset.times) };
  });
}

test("every figure leads to a list as long as it says", async () => {
  const page = await atTheOverview(MANAGER, `?department=sanitation&type=${TYPE}`);
  const figures = await figuresOf(page);
  assert.ok(figures.length > 20, `${figures.length} figures`);
  const names = figures.map(({ name }) => name).join("\n");
  for (const word of ["Open:", "Late:", "Opened:", "kept", "broken", "on time", "Reopened:", "Website", "District"]) assert.match(names, new RegExp(word));
  assert.ok(figures.some(({ count }) => count > 0));
  const counts = new Map();
  for (const { name, href, count } of figures) {
    assert.equal(counts.get(href) ?? count, count, `two of the same address say the same: ${name}`);
    counts.set(href, count);
  }
  // all of them as the API tells the list, one of each kind as the screen shows it
  const shown = new Map();
  for (const [href, count] of counts) {
    const query = new URLSearchParams(href.split("?")[1]);
    assert.equal(await toldBy(query), count, href);
    const kind = `${query.get("of")} ${query.get("on_time")}`;
    if (count > 0 && !shown.has(kind)) shown.set(kind, href);
  }
  assert.ok(shown.size >= 3, [...shown.keys()].join());
  for (const href of shown.values()) {
    const list = await lengthOf(page, href);
    assert.deepEqual([list.times, list.rows], [counts.get(href), list.count], href);
  }
});

/** How much the list of an address counts, whatever the number of its pages. */
async function toldBy(query) {
  const asked = new URLSearchParams([...query].map(([name, value]) => [name === "type" ? "service_code" : name, value]));
  let found = 0;
  do {
    const { requests, next } = await manager("GET", `/requests?${asked}`);
    found += requests.reduce((sum, one) => sum + one.times, 0);
    asked.set("cursor", next ?? "");
  } while (asked.get("cursor"));
  return found;
}

test("the figures follow what is reported, without a reload; the focus stays", async () => {
  const page = await atTheOverview(MANAGER, `?type=${TYPE}`, (fresh) => fresh.clock.install());
  const opened = async () => (await figuresOf(page)).find(({ name }) => name.startsWith("Opened:")).count;
  const before = await opened();
  await tabTo(page, "main a[href*='overview/list']");
  const at = await page.evaluate(() => document.activeElement.getAttribute("href"));
  await counted();
  await page.clock.fastForward(61_000);
  await waitFor(async () => (await opened()) === before + 1, "the figure of today");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), at);
});

test("by keyboard from a figure to its list and back, and to the numbers of a chart", async () => {
  const page = await atTheOverview(MANAGER);
  await looksRight(page, "the overview");
  await tabTo(page, "[data-figure=open] a");
  await page.keyboard.press("Enter");
  await heading(page, "Open requests");
  await page.locator("main [data-count], main tbody tr").first().waitFor();
  await settled(page);
  await looksRight(page, "a list behind a figure");
  await page.goBack();
  await heading(page, "Overview");
  await page.locator("#course").waitFor();
  await tabTo(page, "#course button");
  await page.keyboard.press("Enter");
  await page.locator("#course tbody tr").first().waitFor();
  await page.locator("#overview-period").focus();
  await page.selectOption("#overview-period", "7");
  await until(page, () => document.querySelectorAll("#course tbody tr").length === 7, undefined, "the days of a week");
  assert.match(page.url(), /period=7/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "overview-period", "the focus stays where one chose");
});

test("a department without work has figures, and an address of other people's is refused in words", async () => {
  const page = await atTheOverview("dispatcher.fire@example.org", "?from=2026-01-05&to=2026-01-06");
  assert.equal(await page.locator("[data-figure=opened] .value").innerText(), "0");
  assert.match(await page.locator("[data-figure=cohort]").innerText(), /–/);
  assert.equal(await page.locator("#overview-department option").count(), 1, "only their own");
  await looksRight(page, "a department without work");
  await page.evaluate(() => (window.location.hash = "/overview?department=parks"));
  await page.locator("main [role=alert]").first().waitFor();
});
