/** The status page in states that take days to reach: the API's answer is a real one, with its state replaced. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { openBrowser, until } from "./support/browser.mjs";
import { api, somewhereNew } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";

const DAY_MS = 86_400_000;
const inDays = (days) => new Date(Date.now() + days * DAY_MS).toISOString();
const promised = (days) => ({ expected_at: inDays(days), basis: "service_level" });
const outside = { code: "electric", name: "Prairie Electric", kind: "outside", phone: "555-0190" };

let browser;
let filed;
before(async () => {
  browser = await openBrowser();
  const { lat, long } = await somewhereNew("pothole");
  const body = { service_code: "pothole", lat, long, answers: { size: "plate" } };
  const { service_request_id: number } = await api("/api/v1/requests", { method: "POST", body });
  filed = await api(`/api/v1/requests/${number}`);
});
afterEach(() => browser.settle());
after(() => browser.close());

async function shown(parts) {
  const page = await browser.visitor();
  const document = { ...filed, ...parts };
  await page.route(`**/api/v1/requests/${filed.service_request_id}*`, (route) => route.fulfill({ json: document }));
  await page.goto(`/request/#${filed.service_request_id}`);
  await page.locator("#state").waitFor();
  return { page, text: await page.textContent("#state"), look: await page.getAttribute("#state", "class") };
}

test("done: when, and what the crew wrote", async () => {
  const outcome_text = "The hole was <b>filled</b>.";
  const parts = { status: "done", status_text: "Done", closed_at: inDays(-1), estimate: null, outcome_text };
  const { page, text, look } = await shown(parts);
  assert.equal(look, "panel good");
  assert.ok(text.includes(outcome_text));
  assert.match(text, /Closed \w+ \d+, \d{4}/);
  assert.equal(await page.locator("#request form").count(), 0, "nothing more to follow");
  await looksRight(page, "done");
});

test("passed on: not closed, not green, and whose it is", async () => {
  const parts = { status: "passed_on", status_text: "Passed to Prairie Electric", department: outside };
  const { page, text, look } = await shown(parts);
  assert.equal(look, "panel note");
  assert.match(text, /It stays open until they have/);
  assert.match(await page.textContent(".facts"), /Prairie Electric, 555-0190 \(not a city department\)/);
  assert.equal(await page.locator("#request form").count(), 1);
  await looksRight(page, "passed on");
});

test("late: said plainly", async () => {
  const { page, text, look } = await shown({ status: "scheduled", status_text: "Scheduled", estimate: promised(-3) });
  assert.equal(look, "panel late");
  assert.match(text, /This is late: it should have been done by/);
  assert.doesNotMatch(text, /We aim to/);
  await looksRight(page, "late");
});

test("soon: with the hour", async () => {
  const { text } = await shown({ status: "under_way", status_text: "Under way", estimate: promised(0.5) });
  assert.match(text, /We aim to have it done by .*\d:\d\d\s[AP]M/);
});

test("not solved: closed, with the reason, and never in green", async () => {
  for (const status of ["could_not_be_done", "not_ours", "duplicate"]) {
    const outcome_text = "We found no hole.";
    const parts = { status, status_text: "Closed", closed_at: inDays(-1), estimate: null, outcome_text };
    const { text, look } = await shown(parts);
    assert.equal(look, "panel note");
    assert.match(text, /The report is closed[\s\S]*We found no hole\./);
  }
});

test("why this crew: layer, feature, what is known of it, the border, and since when", async () => {
  const district = { layer: "council_districts", layer_name: "Council districts", feature_id: "3", name: "District 3" };
  const zone = { layer: "snow_zones", layer_name: "Snow zones", feature_id: "N01", name: "Snow zone 1" };
  const overlay = [
    { ...district, attributes: { member: "D. Okafor" }, position: "inside", generation: 1_760_000_000 },
    { ...zone, attributes: {}, position: "boundary", generation: 1_760_000_000 },
  ];
  const { page } = await shown({ overlay });
  await page.getByText("Why this crew?").click();
  const text = await page.locator("details", { hasText: "Why this crew?" }).innerText();
  assert.match(text, /Council districts\s+District 3 \(3\)\s+member: D\. Okafor/);
  assert.match(text, /Snow zone 1 \(N01\), on the border/);
  assert.match(text, /since Thursday, October 9, 2025/);
  await looksRight(page, "why this crew");
});

test("where the exact place is not public, none is shown", async () => {
  const { page } = await shown({ status: "received", location_is_exact: false, address: "", overlay: [] });
  const text = await page.textContent("#request");
  assert.match(text, /the exact place is not shown/);
  assert.doesNotMatch(text, /Coordinates/);
});

test("news are fetched when asked for", async () => {
  const page = await browser.visitor();
  let status = "Received";
  await page.route(`**/api/v1/requests/${filed.service_request_id}*`, (route) =>
    route.fulfill({ json: { ...filed, status_text: status } }),
  );
  await page.goto(`/request/#${filed.service_request_id}`);
  await page.locator("#refresh").waitFor();
  status = "Confirmed";
  await page.locator("#refresh").press("Enter");
  await until(page, () => document.querySelector(".status").textContent === "Confirmed");
  await until(page, () => document.querySelector("#announcements").textContent === "Pothole: Confirmed");
  await until(page, () => document.activeElement.id === "refresh", null, "the focus back on the button");
});
