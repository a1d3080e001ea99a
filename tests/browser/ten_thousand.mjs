/**
 * A queue of ten thousand open work orders in headless Chromium. The page, signing in and everything else come from the
 * city; the rows come as the API tells them, in its own pages, without the time that the API takes for them.
 */
import { DOOR } from "./support/city.mjs";
import { heading, openBrowser } from "./support/browser.mjs";
import { SIGNING_IN, signIn } from "./support/staff.mjs";

const ROWS = 10_000;
const VISITS = 3;
const WHO = "dispatcher.sanitation@example.org";
const AREAS = { council_districts: 9, police_beats: 97, neighbourhoods: 60, street_light_owner: 3, school_districts: 12 };
const TYPES = ["graffiti_removal", "missed_collection", "illegal_dumping", "bulk_item"];
const DAY_MS = 24 * 3_600_000;

/** As schemas/staff/queue.json has it. */
function rowOf(at, now) {
  const due = now + (at - 2_000) * 60_000;
  return {
    service_request_id: `${String(at).padStart(5, "A")}-MANY`,
    work_order_id: "remove.crew",
    version: 1 + (at % 3),
    service_code: TYPES[at % TYPES.length],
    title: "Look at the place and do what is needed",
    address: `${1_000 + at} W Chickadee Avenue`,
    lat: 41.25 + ((at * 7) % 1_000) / 9_000,
    long: -97.15 + ((at * 13) % 1_000) / 7_000,
    crew: `council_districts:${1 + (at % 9)}`,
    created_at: new Date(now - (ROWS - at) * 60_000).toISOString(),
    due_at: new Date(due).toISOString(),
    ...(due < now && { very_late_at: new Date(due + DAY_MS).toISOString() }),
    areas: Object.entries(AREAS).map(([layer, many]) => `${layer}:${at % many}`),
  };
}

const browser = await openBrowser();
const now = Date.now();
const all = Array.from({ length: ROWS }, (_, at) => rowOf(at, now));
const services = Object.fromEntries(TYPES.map((code) => [code, code.replaceAll("_", " ")]));

async function visit() {
  const page = await browser.visitor(SIGNING_IN);
  await page.route(`${DOOR}/api/v1/staff/queue?*`, (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [from, limit] = [Number(query.get("cursor") ?? 0), Number(query.get("limit") ?? 200)];
    const next = from + limit < ROWS ? String(from + limit) : null;
    return route.fulfill({ json: { rows: all.slice(from, from + limit), services, next } });
  });
  await signIn(page, WHO, undefined, `${DOOR}/staff/#/account`);
  await heading(page, "My account");
  const measured = await page.evaluate(async (rows) => {
    const when = (condition) =>
      new Promise((settled) => {
        const look = () => (condition() ? settled(performance.now()) : requestAnimationFrame(look));
        look();
      });
    const count = () => Number(document.querySelector("table")?.getAttribute("aria-rowcount") ?? 0) - 1;
    const began = performance.now();
    window.location.hash = "/queue?department=sanitation";
    const first = await when(() => count() > 0 && document.querySelector("[data-row]"));
    await when(() => count() === rows);
    document.querySelector("[data-row] .open").focus();
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
    const ready = await when(() => document.activeElement?.closest("[data-row]")?.getAttribute("data-row") === "1");
    // from the first row to the last, a screen at a time
    const box = document.querySelector("[role=region]");
    let longest = 0;
    for (let top = 0; top < box.scrollHeight; top += box.scrollHeight / 120) {
      const frame = performance.now();
      box.scrollTop = top;
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      longest = Math.max(longest, performance.now() - frame);
    }
    const layer = document.querySelector("#queue-layer");
    layer.value = "police_beats";
    layer.dispatchEvent(new Event("change", { bubbles: true }));
    await when(() => document.querySelectorAll("#queue-area option").length > 1);
    const asked = performance.now();
    const area = document.querySelector("#queue-area");
    area.value = "police_beats:11";
    area.dispatchEvent(new Event("change", { bubbles: true }));
    const narrowed = await when(() => count() > 0 && count() < rows / 50);
    return { ready: ready - began, first: first - began, scroll: longest, filter: narrowed - asked };
  }, ROWS);
  await page.close();
  return measured;
}

const visits = [];
for (let count = 0; count < VISITS; count += 1) visits.push(await visit());
await browser.settle();
await browser.close();
const worst = (name) => Math.max(...visits.map((one) => one[name]));
const seconds = (milliseconds) => Math.round(milliseconds / 10) / 100;
console.log(
  JSON.stringify({
    list_10000_s: seconds(worst("ready")),
    list_10000_first_s: seconds(worst("first")),
    filter_10000_ms: Math.round(worst("filter")),
    scroll_10000_ms: Math.round(worst("scroll")),
  }),
);
