/** The city in figures: what is shown is what the API counts, charts are tables and files too, and keys are enough. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, waitFor } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";
import { filed, lists, withoutWebGL } from "./support/mapped.mjs";

const LAYER = "council_districts";
let browser;
let area; // the district in which a report was filed
let number;
let place;

before(async () => {
  browser = await openBrowser();
  const { centre } = await api("/api/v1/city");
  place = { lat: centre.lat + 0.0031, long: centre.long + 0.0017 };
  const { overlay } = await api(`/api/v1/overlay?lat=${place.lat}&long=${place.long}`);
  area = overlay.find(({ layer }) => layer === LAYER);
  const query = `/api/v1/explore?layer=${LAYER}&area=${encodeURIComponent(area.feature_id)}`;
  const counted = async () => (await api(query)).figures.opened;
  const known = await counted();
  number = await filed(place);
  await waitFor(async () => (await counted()) > known, "the report to be counted");
});
afterEach(() => browser.settle());
after(() => browser.close());

const here = (more = "") => `/explore/?layer=${LAYER}&area=${encodeURIComponent(area.feature_id)}${more}`;

/** Open the page and wait for its figures, with the name of the area in them. */
async function openFigures(page, address, name = "") {
  await page.goto(address);
  await until(page, (one) => document.querySelector("#headline .first")?.textContent.includes(one), name, "the headline");
}

/** Scroll down so that everything that is read when it is seen is read. */
async function seeAll(page) {
  await page.evaluate(() => document.querySelector(".foot").scrollIntoView());
  await until(page, () => !/One moment|Un momento/.test(document.querySelector("main").textContent), undefined, "everything read");
}

/** The rows of a chart's table; it is turned over when it is a chart. */
async function tableOf(page, chart) {
  const toggle = page.locator(`#${chart} button`).first();
  if (!(await page.locator(`#${chart} table`).count())) await toggle.press("Enter");
  await page.locator(`#${chart} table`).waitFor();
  return page.evaluate(
    (id) => [...document.querySelectorAll(`#${id} tr`)].map((row) => [...row.children].map((cell) => cell.textContent.trim())),
    chart,
  );
}

/** The file of a chart as rows of cells; none of ours has quotes within cells. */
async function fileOf(page, chart) {
  const coming = page.waitForEvent("download");
  await page.locator(`#${chart} button`).nth(1).press("Enter");
  const download = await coming;
  const text = readFileSync(await download.path(), "utf8");
  assert.equal(text[0], "\ufeff", "spreadsheets are told what letters these are");
  const cells = (line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => cell.replace(/^"|"$/g, ""));
  const rows = text.slice(1).trimEnd().split("\r\n").map(cells);
  return { name: download.suggestedFilename(), rows };
}

test("the figures are those of the API, in words, tiles, tables and files", async () => {
  const page = await browser.visitor();
  await openFigures(page, here("&period=30d"), area.name);
  const address = new URL(page.url());
  assert.equal(address.searchParams.get("area"), area.feature_id);
  const time = await tableOf(page, "time");
  const [from, to] = [await dayOf(page, 0), await dayOf(page, -1)];
  const told = await api(`/api/v1/explore?layer=${LAYER}&area=${encodeURIComponent(area.feature_id)}&from=${from}&to=${to}&step=day`);
  const first = await page.textContent("#headline .first");
  assert.equal(Number(/^(\d+) problems? (was|were) reported in .* in the last 30 days\.$/.exec(first)[1]), told.figures.opened);
  assert.equal(time.length, 31, "a head and thirty days");
  assert.deepEqual(time.slice(1).map((row) => Number(row[1])), told.figures.course.map(({ opened }) => opened));
  const { name, rows } = await fileOf(page, "time");
  assert.match(name, /^reports-over-time_district-\d+_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/);
  assert.deepEqual(rows[0], time[0], "the first line says what each column is");
  const before = await api(`/api/v1/explore?layer=${LAYER}&area=${encodeURIComponent(area.feature_id)}&from=${yearBefore(from)}&to=${yearBefore(to)}&step=day`);
  assert.deepEqual(
    rows.slice(1),
    told.figures.course.map(({ from: day, opened, closed, median_age_days: half }, at) =>
      [day, opened, closed, half, before.figures.course[at]?.opened, told.city.course[at].opened, told.city.course[at].closed].map((cell) => String(cell ?? "")),
    ),
  );
  const types = await tableOf(page, "types");
  assert.equal(types.slice(1).reduce((sum, row) => sum + Number(row[1]), 0), told.figures.opened);
  assert.deepEqual((await fileOf(page, "types")).rows.slice(1).map((row) => Number(row[1])), told.by_type.map(({ opened }) => opened));
  assert.equal(new URL(page.url()).searchParams.get("tables"), "time,types");
  await looksRight(page, "the figures with tables");

  async function dayOf(one, at) {
    const rowsOfFile = (await fileOf(one, "time")).rows;
    return rowsOfFile.at(at === 0 ? 1 : at)[0];
  }
});

const yearBefore = (day) => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace("-02-29", "-02-28");

test("the whole page looks right, small, dark and with large letters, and the list holds the report", async () => {
  const page = await browser.visitor();
  await openFigures(page, here(), area.name);
  await seeAll(page);
  await lists(page, [number]);
  await looksRight(page, "an area in figures");
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${over} px too wide with letters of 200 % at ${width} px`);
  }
});

test("by keyboard alone: the area, the type, other days with a mistake, a table, a report", async () => {
  const page = await browser.visitor();
  await openFigures(page, "/explore/");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "figures", "the first link leads to the figures");
  await page.evaluate(() => document.querySelector("h1").scrollIntoView());
  await page.focus("#layer");
  await page.keyboard.type("Council");
  await until(page, (layer) => location.search.includes(`layer=${layer}`), LAYER);
  await until(page, () => document.querySelectorAll("#area option").length > 1);
  await tabTo(page, "#area");
  await page.keyboard.type(area.name);
  await until(page, (name) => document.querySelector("#headline .first").textContent.includes(name), area.name);
  await tabTo(page, "#type");
  await page.keyboard.type("Pothole");
  await until(page, () => document.querySelector("#headline .first").textContent.includes("“Pothole”"));
  await tabTo(page, "#period");
  await page.keyboard.type("Other");
  await tabTo(page, "#from");
  await page.keyboard.type("11222026");
  await tabTo(page, "#to");
  await page.keyboard.type("01022026");
  await tabTo(page, "#show-days");
  await page.keyboard.press("Enter");
  await page.getByText("The first day is after the last.").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "from", "the focus is where it is mended");
  await looksRight(page, "days that cannot be");
  await page.keyboard.type("01012026");
  await tabTo(page, "#show-days");
  await page.keyboard.press("Enter");
  await until(page, () => /period=own&from=2026-01-01&to=2026-01-02/.test(location.search));
  await page.selectOption("#period", "90d");
  await until(page, () => !location.search.includes("period"));
  await tabTo(page, "#time button");
  await page.keyboard.press("Enter");
  await page.locator("#time table").waitFor();
  await page.evaluate(() => document.querySelector("#time button").focus());
  await lists(page, []);
  await seeAll(page);
  await lists(page, [number]);
  await tabTo(page, "[data-number]");
  await page.keyboard.press("Enter");
  await until(page, () => location.pathname === "/request/");
});

test("my area by an address, and the areas of a place to choose from", async () => {
  const page = await browser.visitor();
  const { matches } = await api(`/api/v1/addresses/nearest?lat=${place.lat}&long=${place.long}`);
  const own = await api(`/api/v1/overlay?lat=${matches[0].lat}&long=${matches[0].long}`);
  const district = own.overlay.find(({ layer }) => layer === LAYER);
  await openFigures(page, `/explore/?layer=${LAYER}`);
  await page.locator("form summary").press("Enter");
  await page.locator("#place").pressSequentially(matches[0].label, { delay: 5 });
  await page.locator("#place-list [role=option]").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(page, (name) => document.querySelector("#headline .first").textContent.includes(name), district.name);
  await looksRight(page, "the areas of a place");
  const hood = own.overlay.find(({ layer }) => layer === "neighborhoods") ?? own.overlay.find(({ layer }) => layer === "zip_codes");
  await page.locator("#place-areas button", { hasText: hood.name }).first().press("Enter");
  await until(page, (name) => document.querySelector("#headline .first").textContent.includes(name), hood.name);
  assert.equal(new URL(page.url()).searchParams.get("layer"), hood.layer);
});

test("by the device's place", async () => {
  const geolocation = { latitude: place.lat, longitude: place.long };
  const page = await browser.visitor({ permissions: ["geolocation"], geolocation });
  await openFigures(page, `/explore/?layer=${LAYER}`);
  await page.locator("form summary").press("Enter");
  await page.locator("#place-here").press("Enter");
  await until(page, (name) => document.querySelector("#headline .first").textContent.includes(name), area.name);
});

test("a protected type: whole months, why, and no bands", async () => {
  const { services } = await api("/api/v1/services");
  const type = services.find(({ privacy }) => privacy === "blurred");
  const page = await browser.visitor({ locale: "es-MX" });
  await openFigures(page, here(`&type=${type.service_code}&period=12m`), "«");
  await page.getByText("Este tipo está protegido").waitFor();
  const time = await tableOf(page, "time");
  assert.ok(time.length > 2 && time.slice(1).every(([month]) => /^\p{L}+ \d{4}$/u.test(month)), "only whole months");
  assert.equal(await page.locator("#speed").count(), 0);
  await looksRight(page, "a protected type in Spanish");
});

test("the map: an area is pressed, and the list goes with it", async () => {
  const page = await browser.visitor();
  await openFigures(page, here(), area.name);
  await seeAll(page);
  const canvas = page.locator("canvas");
  await canvas.waitFor();
  await canvas.scrollIntoViewIfNeeded();
  await lists(page, [number]);
  const { width, height } = await canvas.boundingBox();
  const places = [[0.03, 0.06], [0.5, 0.04], [0.04, 0.5], [0.04, 0.95], [0.5, 0.96], [0.85, 0.95], [0.96, 0.5]];
  for (const [across, down] of places) {
    await page.waitForTimeout(250);
    await canvas.click({ position: { x: width * across, y: height * down } });
    if (new URL(page.url()).searchParams.get("area") !== area.feature_id) break;
  }
  assert.notEqual(new URL(page.url()).searchParams.get("area"), area.feature_id, "another area was taken");
  await until(page, (name) => !document.querySelector("#headline .first").textContent.includes(`${name} `), area.name);
});

test("without WebGL the list stands, and says so", async () => {
  const page = await browser.visitor({});
  await withoutWebGL(page);
  await openFigures(page, here(), area.name);
  await seeAll(page);
  await page.getByText("This device cannot draw the map").waitFor();
  await lists(page, [number]);
  assert.equal(await page.locator("canvas").count(), 0);
  await looksRight(page, "figures without a map");
});

test("parts that fail do not take the others with them", async () => {
  const page = await browser.visitor({});
  await page.route(/\/open311\/|\/explore\/estimates|\/explore\/layers|council_districts\/.*\.json/, (route) => route.fulfill({ status: 404, body: "" }));
  await openFigures(page, here());
  await seeAll(page);
  assert.ok((await page.locator("main").textContent()).includes("This part cannot be shown right now"));
  assert.ok(await page.locator("#time svg").first().isVisible());
  await looksRight(page, "a page of which parts failed");
  await page.unroute(/.*/).catch(() => undefined);
  const other = await browser.visitor({});
  let broken = true;
  await other.route(/\/api\/v1\/explore\?/, (route) => (broken ? route.fulfill({ status: 404, body: "{}" }) : route.continue()));
  await other.goto(here());
  await other.locator("#figures [role=alert]").waitFor();
  broken = false;
  await other.locator("#figures button").press("Enter");
  await other.locator("#headline").waitFor();
});

test("dates that came true: drawn, as a table and as a file", async () => {
  const page = await browser.visitor({});
  const level = (at, due, share) => ({ level: at, due, closed_before: 0, closed_on_the_day: 0, share });
  const answer = {
    service_code: null, from: "2026-05-26", to: "2026-11-21", learned: null,
    levels: [level(0.5, 140, 0.5214), level(0.8, 120, 0.8083)],
    types: [
      { service_code: "pothole", levels: [level(0.5, 40, 0.45), level(0.8, 36, 0.75)] },
      { service_code: "graffiti_removal", levels: [level(0.5, 100, 0.55), level(0.8, 0, null)] },
    ],
  };
  await page.route(/\/explore\/estimates/, (route) => route.fulfill({ json: answer }));
  await openFigures(page, "/explore/");
  await seeAll(page);
  await page.getByText("Of the 140 cases whose first date has come, 52% were done by it; by the second date, 81%.").waitFor();
  await looksRight(page, "dates that came true");
  const shown = await tableOf(page, "dates");
  assert.deepEqual(shown.slice(1), [
    ["All types", "140", "52%", "120", "81%"],
    ["Graffiti", "100", "55%", "0", "–"],
    ["Pothole", "40", "45%", "36", "75%"],
  ]);
  assert.deepEqual((await fileOf(page, "dates")).rows[1], ["All types", "140", "0.5214", "120", "0.8083"]);
});
