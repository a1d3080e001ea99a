/** The case page in states that take days to reach: the API's answer is a real one, with its state replaced. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { openBrowser, until } from "./support/browser.mjs";
import { api, somewhereNew } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";

const DAY_MS = 86_400_000;
const inDays = (days) => new Date(Date.now() + days * DAY_MS).toISOString();
const promised = (days) => ({ expected_at: inDays(days), basis: "service_level" });
const works = { code: "public_works", name: "Public Works", kind: "city", phone: "555-0101" };
const task = { title: "Fill the hole", department: works, status: "open", planned_for: null, why: { by: "type", layer_name: null, area_name: null }, crew_area: null };
const learned = (half, most) => {
  const [p50_on, p80_on] = [half, most].map((days) => inDays(days).slice(0, 10));
  return { expected_at: inDays(most), basis: "closings", text: "", p50_on, p80_on, moved_at: null, promised_at: null };
};
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
  const look = (await page.getAttribute("#state", "class")).replace(/ ?svelte-\w+/, "");
  return { page, text: await page.locator("#state").innerText(), look };
}

test("done: when, and what the crew wrote", async () => {
  const outcome_text = "The hole was <b>filled</b>.";
  const parts = { status: "done", status_text: "Done", closed_at: inDays(-1), estimate: null, outcome_text };
  const { page, text, look } = await shown(parts);
  assert.equal(look, "panel good");
  assert.ok(text.includes(outcome_text));
  assert.match(text, /Closed \w+ \d+, \d{4}/);
  assert.equal(await page.locator("#do-follow, #do-join").count(), 0, "nothing more to follow");
  await looksRight(page, "done");
});

test("passed on: not closed, not green, whose it is, and the next look is no date for the work", async () => {
  const work = [{ ...task, department: outside, why: { by: "layer", layer_name: "Street light owner", area_name: "utility" } }];
  const parts = { status: "passed_on", status_text: "Passed to Prairie Electric", department: outside, work };
  const { page, text, look } = await shown({ ...parts, estimate: null, next_check_at: inDays(9) });
  assert.equal(look, "panel note");
  assert.match(text, /It stays open until they have/);
  assert.match(text, /Prairie Electric, 555-0190 \(not a city department\)/);
  assert.match(text, /On \w+, .* we ask them how it stands\. That is no date for the work itself\./);
  assert.doesNotMatch(text, /Most likely|We aim to/);
  assert.match(await page.textContent("#why"), /map “Street light owner” says “utility” for this place[^.]*\. That makes it the work of Prairie Electric/);
  assert.equal(await page.locator("#do-follow").count(), 1);
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

test("the date has moved: what it was, what it is, and why; earlier times on demand", async () => {
  const date_moves = [
    { at: inDays(-6), was_on: null, is_on: inDays(1).slice(0, 10), why: "learned" },
    { at: inDays(-2), was_on: inDays(1).slice(0, 10), is_on: inDays(5).slice(0, 10), why: "slower" },
  ];
  const { page, text } = await shown({ status: "confirmed", status_text: "Confirmed", estimate: learned(2, 5), date_moves });
  assert.match(text, /Most likely by \w+, \w+ \d+, \d{4}\./);
  assert.match(text, /half of such reports are done by .*, four of five by/);
  assert.match(text, /The date has moved\s+It was \w+, .*\. Now it is \w+, .*\. Reports of this kind take longer at the moment/);
  assert.doesNotMatch(text, /enough reports of this kind were closed/);
  await page.locator("#moves summary").press("Enter");
  assert.match(await page.textContent("#moves"), /There was no date before.*enough reports of this kind were closed/s);
  await looksRight(page, "the date has moved");
});

test("late although there is a new date: both are said", async () => {
  const promise = { due_at: inDays(-4), late: true, waiting_since: null };
  const { text, look } = await shown({ status: "under_way", status_text: "Under way", estimate: learned(1, 6), promise });
  assert.equal(look, "panel late");
  assert.match(text, /This is late: it should have been done by .*most likely done by/s);
});

test("who has it, and what is planned", async () => {
  const work = [
    { ...task, status: "completed", title: "Look at it" },
    { ...task, status: "scheduled", planned_for: "2031-05-06T09:00" },
    { ...task, status: "paused", title: "Paint the line" },
  ];
  const { text } = await shown({ status: "scheduled", status_text: "Scheduled", work });
  assert.match(text, /Public Works, 555-0101/);
  assert.match(text, /Fill the hole: planned for Tuesday, May 6, 2031 at 9:00\sAM/);
  assert.match(text, /Paint the line: has to wait/);
  assert.doesNotMatch(text, /Look at it/);
});

test("joined to another report: said at once, with the way there", async () => {
  const parts = { status: "duplicate", status_text: "Already reported", closed_at: inDays(-1), estimate: null, duplicate_of: "3WQ-V5H-236" };
  const { page } = await shown({ ...parts, joined: 11 });
  assert.match(await page.textContent("#merged"), /Both are about the same thing, and the work goes on there: 3WQ-V5H-236/);
  assert.equal(await page.getAttribute("#merged a", "href"), "#3WQ-V5H-236");
  assert.match(await page.textContent("#request"), /12 people reported this/);
  await looksRight(page, "joined to another");
});

test("photos: how it was and after the work, each with words of its own", async () => {
  const photo = (of, name) => ({ url: `/photos/${name}-1280.jpg`, thumbnail_url: `/photos/${name}-320.jpg`, of });
  const photos = [photo("reporter", "a"), photo("others", "b"), photo("staff", "c")];
  const { page } = await shown({ status: "done", status_text: "Done", closed_at: inDays(-1), estimate: null, photos });
  assert.deepEqual(await page.locator("#photos h3").allTextContents(), ["How it was", "After the work"]);
  const alts = await page.locator("#photos img").evaluateAll((all) => all.map(({ alt }) => alt));
  assert.deepEqual(alts, [
    "Photo 1 of 2 of the reported problem: Pothole",
    "Photo 2 of 2 of the reported problem: Pothole",
    "Photo 1 of 1 from the city's crew: Pothole",
  ]);
  await looksRight(page, "photos");
});

test("what lies here: layer, feature, what is known of it, the border, and since when", async () => {
  const district = { layer: "council_districts", layer_name: "Council districts", feature_id: "3", name: "District 3" };
  const zone = { layer: "snow_zones", layer_name: "Snow zones", feature_id: "N01", name: "Snow zone 1" };
  const overlay = [
    { ...district, attributes: { member: "D. Okafor" }, position: "inside", generation: 1_760_000_000 },
    { ...zone, attributes: {}, position: "boundary", generation: 1_760_000_000 },
  ];
  const { page } = await shown({ overlay });
  await page.locator("#overlay summary").click();
  const text = await page.locator("#overlay").innerText();
  assert.match(text, /Council districts\s+District 3 \(3\)\s+member: D\. Okafor/);
  assert.match(text, /Snow zone 1 \(N01\), on the border/);
  assert.match(text, /since Thursday, October 9, 2025/);
  await looksRight(page, "what lies here");
});

test("where the exact place is not public, an area is shown, in words and on the map", async () => {
  const coarse = { location_is_exact: false, location_within_m: 700, address: "", street: null, overlay: [] };
  const { page } = await shown({ status: "received", ...coarse });
  const text = await page.textContent("#place");
  assert.match(text, /the exact place is not shown to the public\. It lies within .*0\.7 km/);
  assert.doesNotMatch(text, /Coordinates/);
  await page.locator("#map-open").press("Enter");
  await page.locator('[data-map="here"] canvas').waitFor();
  await looksRight(page, "a coarse place on the map");
});

test("news are fetched when asked for, and read out", async () => {
  const page = await browser.visitor();
  let told = { status_text: "Received" };
  await page.route(`**/api/v1/requests/${filed.service_request_id}*`, (route) => route.fulfill({ json: { ...filed, ...told } }));
  await page.goto(`/request/#${filed.service_request_id}`);
  await page.locator("#refresh").press("Enter");
  await until(page, () => document.querySelector("[role=status]").textContent === "Checked. It still stands as it was: Received.");
  const timeline = [...filed.timeline, { at: inDays(0), kind: "RequestRouted", text: "Public Works is now in charge." }];
  told = { status: "confirmed", status_text: "Confirmed", updated_at: inDays(0), timeline };
  await page.locator("#refresh").press("Enter");
  await until(page, () => document.querySelector(".status").textContent === "Confirmed");
  await until(page, () => document.querySelector("[role=status]").textContent === "There is news. Confirmed. Public Works is now in charge.");
  await until(page, () => document.activeElement.id === "refresh", null, "the focus back on the button");
  assert.match(await page.textContent(".timeline li"), /Public Works is now in charge/, "the newest stands first");
  await page.getByRole("button", { name: "Oldest first" }).press("Enter");
  assert.match(await page.textContent(".timeline li"), /We received your report/);
});
