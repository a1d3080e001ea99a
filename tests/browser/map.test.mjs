/** The map: MapLibre reads our bytes, a new report comes by itself, the list is in step, and keys are enough. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { openBrowser, tabTo, until } from "./support/browser.mjs";
import { DOOR, api, somewhereNew } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";
import { asked, at, filed, listed, lists, openMap, withoutWebGL } from "./support/mapped.mjs";

const LIVE_SECONDS = 5;
const nearby = ({ lat, long }, metres) => ({ lat: lat + metres / 111_320, long });

let browser;
let place;
let numbers;
before(async () => {
  browser = await openBrowser();
  place = await somewhereNew("pothole");
  numbers = [];
  for (const metres of [0, 40, 80]) numbers.push(await filed(nearby(place, metres)));
  numbers.push(await filed(nearby(place, 20), "tree_down", { blocks: "nothing", wires: "none", hurt: "no" }));
});
afterEach(() => browser.settle());
after(() => browser.close());

test("MapLibre reads our tiles: what was filed is what it draws, at every zoom that shows single reports", async () => {
  const page = await browser.visitor();
  for (const zoom of [12.5, 13.5, 16]) {
    await openMap(page, at(place, zoom));
    await lists(page, numbers);
    assert.match(await page.textContent(".list .count"), /^\d+ reports? in view$/);
  }
  const near = await lists(page, numbers);
  const known = await Promise.all(near.map((number) => api(`/api/v1/requests/${number}`)));
  for (const { status, service_request_id: number } of known) {
    assert.ok(!["done", "could_not_be_done", "not_ours", "duplicate"].includes(status), `${number} is ${status}`);
  }
  const line = page.locator(`[data-number="${numbers[0]}"]`);
  assert.match(await line.textContent(), /Pothole.*(in the middle of the map)/s);
  assert.equal(await line.getAttribute("href"), `/request/#${numbers[0]}`);
});

test("a new report is there within seconds, without a reload, and is told to those who cannot see it", async () => {
  const page = await browser.visitor();
  await openMap(page, at(place));
  await lists(page, numbers);
  await page.evaluate(() => {
    window.stayed = true;
  });
  const number = await filed(nearby(place, 60));
  const begun = Date.now();
  await lists(page, [number]);
  const seconds = (Date.now() - begun) / 1000;
  console.log(`on the map after ${seconds.toFixed(1)} s`);
  assert.ok(seconds < LIVE_SECONDS, `${seconds} s`);
  assert.equal(await page.evaluate(() => window.stayed), true);
  await until(page, () => /new report in view: Pothole/.test(document.querySelector("[role=status]").textContent));
  numbers.push(number);
});

test("filters draw anew and fetch nothing; the address is the view, and comes back", async () => {
  const page = await browser.visitor();
  await openMap(page, at(place));
  await lists(page, numbers);
  const requests = asked(page);
  await page.selectOption("#type", "tree_down");
  await until(page, (one) => !document.querySelector(`[data-number="${one}"]`), numbers[0]);
  assert.ok((await listed(page)).includes(numbers[3]));
  await page.selectOption("#days", "7");
  await page.selectOption("#state", "all");
  await until(page, () => location.search.includes("type=tree_down&state=all&days=7"));
  await lists(page, [numbers[3]]);
  assert.deepEqual(requests.filter((request) => /^GET .*(tiles|api)/.test(request)), []);
  const address = page.url();
  const other = await browser.visitor();
  await openMap(other, address);
  await lists(other, [numbers[3]]);
  assert.equal(await other.inputValue("#type"), "tree_down");
  assert.equal(await other.inputValue("#state"), "all");
  assert.equal(await other.inputValue("#days"), "7");
  assert.equal(other.url(), address);
  await other.getByRole("button", { name: "Show all open reports" }).click();
  await lists(other, numbers);
  assert.doesNotMatch(other.url(), /type=|state=|days=/);
});

test("layers and looks: switched on, in the address, drawn from our own files", async () => {
  const page = await browser.visitor();
  await openMap(page, at(place, 13));
  const requests = asked(page);
  await page.locator(".more summary").press("Enter");
  await page.check("#layer-council_districts");
  await page.check("#look-dark");
  await until(page, () => /layers=council_districts&look=dark/.test(location.search));
  await until(page, () => performance.getEntriesByType("resource").some(({ name }) => /style-dark/.test(name)));
  await page.waitForTimeout(500);
  assert.ok(requests.some((request) => request.startsWith("GET /tiles/layers/council_districts/")), requests.join("\n"));
  await looksRight(page, "the map with a layer, in dark colours");
});

test("sharing: the address of the view is copied, or shown where the browser forbids that", async () => {
  const page = await browser.visitor({ permissions: ["clipboard-read", "clipboard-write"] });
  await openMap(page, at(place, 15));
  await page.getByRole("button", { name: "Share this view" }).click();
  await page.locator(".told", { hasText: "copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  const other = await browser.visitor();
  await other.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await openMap(other, at(place, 15));
  await other.getByRole("button", { name: "Share this view" }).press("Enter");
  await other.locator("#share-address").waitFor();
  assert.equal(await other.inputValue("#share-address"), other.url());
});

test("by keyboard alone: past the map to the list, a report rung and opened, the map moved and asked", async () => {
  const page = await browser.visitor();
  await openMap(page, at(place));
  await lists(page, numbers);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "list", "the first link leads past the map");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.number), numbers[0], "the nearest comes first");
  await page.evaluate(() => document.getElementById("type").focus());
  await tabTo(page, "canvas");
  const before = page.url();
  await page.keyboard.press("Enter");
  await until(page, (one) => document.activeElement.dataset.number === one, numbers[0]);
  assert.ok(await page.locator("li.chosen [data-number]").isVisible());
  await page.evaluate(() => document.querySelector("canvas").focus());
  await page.keyboard.press("ArrowRight");
  await until(page, (address) => location.href !== address, before, "a map that moved");
  await page.keyboard.press("+");
  await until(page, () => Number(location.search.split(",")[2].split("&")[0]) > 16.5, undefined, "a map that came nearer");
  await page.evaluate((one) => document.querySelector(`[data-number="${one}"]`)?.focus(), numbers[0]);
  await page.keyboard.press("Enter");
  await until(page, () => location.pathname === "/request/");
  assert.equal(new URL(page.url()).hash, `#${numbers[0]}`);
});

test("from afar: hexagons with numbers, and the way in", async () => {
  const page = await browser.visitor();
  await openMap(page, "/map/");
  await page.getByText(/open reports? in view, counted by hexagon/).waitFor();
  const total = Number((await page.textContent(".list .count")).replace(/\D/g, ""));
  assert.ok(total >= numbers.length, `${total} open reports in the city`);
  await looksRight(page, "the whole city");
  await page.locator(".list li button").first().press("Enter");
  await until(page, () => Boolean(document.querySelector("[data-number]")), undefined, "single reports");
  await looksRight(page, "the reports of a district");
});

test("a month of the past: its closed reports on the map and in the list, earlier and later by keys, and back to now", async (t) => {
  const answer = await fetch(`${DOOR}/tiles/history.json`);
  const { months } = answer.ok ? await answer.json() : { months: [] };
  if (months.length < 2) return t.skip("this city has no closed cases of earlier months");
  const [newest, before] = months;
  const page = await browser.visitor();
  await openMap(page, "/map/?state=open&days=7");
  await page.locator("#month").waitFor();
  assert.equal(await page.inputValue("#month"), "", "now, unless a month is chosen");
  await page.selectOption("#month", before.month);
  await until(page, (month) => location.search.includes(`month=${month}`), before.month);
  await page.getByText(/closed reports? in view, counted by hexagon/).waitFor();
  const sum = () => page.evaluate(() => Number(document.querySelector(".list .count")?.textContent.replace(/\D/g, "")));
  await until(page, (all) => Number(document.querySelector(".list .count")?.textContent.replace(/\D/g, "")) === all, before.cases);
  assert.equal(await page.locator("#state").count(), 0, "what is past is closed");
  await looksRight(page, "a month of the past");
  await page.locator(".list li button").first().press("Enter");
  await until(page, () => Boolean(document.querySelector("[data-number]")), undefined, "single reports");
  const known = await Promise.all((await listed(page)).slice(0, 5).map((number) => api(`/api/v1/requests/${number}`)));
  for (const { status, requested_at: at } of known) {
    assert.ok(["done", "could_not_be_done", "not_ours", "duplicate"].includes(status), status);
    assert.equal(new Date(at).toISOString().slice(0, 7), before.month);
  }
  await page.goto(`/map/?month=${before.month}`);
  await until(page, (month) => document.querySelector("#month")?.value === month, before.month);
  await page.getByRole("button", { name: "Later month" }).press("Enter");
  await until(page, (month) => location.search.includes(`month=${month}`), newest.month);
  await until(page, (all) => Number(document.querySelector(".list .count")?.textContent.replace(/\D/g, "")) === all, newest.cases);
  assert.equal(await sum(), newest.cases);
  await page.getByRole("button", { name: "Later month" }).press("Enter");
  await until(page, () => !location.search.includes("month="));
  await page.getByText(/open reports? in view/).waitFor();
});

test("small and in Spanish: no sideways scrolling, everything said", async () => {
  const page = await browser.visitor({ locale: "es-MX", viewport: { width: 320, height: 640 } });
  await openMap(page, at(place));
  await lists(page, numbers.slice(0, 3));
  assert.equal(await page.textContent("h1"), "Reportes en el mapa");
  await looksRight(page, "the map in Spanish");
  await page.getByRole("button", { name: "English", exact: true }).press("Enter");
  await until(page, () => document.querySelector("h1").textContent === "Reports on the map");
  await lists(page, numbers.slice(0, 3));
});

test("without WebGL: the same reports as a list of the API, with the same filters", async () => {
  const page = await browser.visitor({});
  await withoutWebGL(page);
  await page.goto("/map/?type=tree_down");
  await page.getByText("This device cannot draw the map").waitFor();
  await page.locator(`a[href="/request/#${numbers[3]}"]`).waitFor();
  assert.equal(await page.locator(`a[href="/request/#${numbers[0]}"]`).count(), 0);
  await looksRight(page, "the list instead of the map");
});

test("without scripts: where the list is", async () => {
  const page = await browser.visitor({ javaScriptEnabled: false });
  await page.goto("/map/");
  const list = await page.locator("noscript a").first().getAttribute("href");
  assert.ok((await (await fetch(DOOR + list)).text()).includes("<service_request_id>"));
});
