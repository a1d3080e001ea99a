/** What to look at, with what really happened: news that did not arrive and is sent again, a storm of reports, owners. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, deliverBy, sendWhatIsDue, somewhereNew, waitFor } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";
import { SIGNING_IN, signIn, staffApi } from "./support/staff.mjs";

const PARKS = "dispatcher.parks@example.org";
let browser;
let admin;
before(async () => {
  browser = await openBrowser();
  admin = await staffApi("admin@example.org");
});
afterEach(() => browser.settle());
after(() => browser.close());

async function at(hash, title, who = PARKS) {
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, who);
  await page.locator("nav.places").waitFor();
  await page.evaluate((wanted) => (window.location.hash = wanted), hash);
  await heading(page, title);
  return page;
}

/** File one of the type; its number. */
async function filed(service_code, place) {
  const { lat, long } = place ?? (await somewhereNew(service_code));
  const { questions } = await api(`/api/v1/services/${service_code}`);
  const answer = ({ type, values }) => (type === "multivaluelist" ? [values.at(-1).key] : (values?.at(-1)?.key ?? "as I said"));
  const answers = Object.fromEntries(questions.filter(({ required, when }) => required && !when).map((one) => [one.code, answer(one)]));
  const body = { service_code, lat, long, answers };
  return (await api("/api/v1/requests", { method: "POST", body })).service_request_id;
}

/** A report whose news are tried in vain. A function knows another version of the city after half a minute at the latest. */
function inVain() {
  return waitFor(
    async () => {
      const number = await filed("tree_trim");
      const end = Date.now() + 5_000;
      while (Date.now() < end) if ((await undelivered()).some((one) => one.service_request_id === number)) return number;
      return null;
    },
    "news that do not arrive",
    120,
  );
}
const undelivered = async () => (await admin("GET", "/deliveries?department=parks&state=undelivered&limit=200")).deliveries;

test("news that did not arrive: why, in words; sent again they are on their way, and come back when that is in vain", async () => {
  const before = await deliverBy("parks", "{kind: webhook, url: 'https://work.parks.example/hex311'}");
  try {
    const number = await inVain();
    const page = await at("/undelivered", "Undelivered");
    const card = page.locator(".cards > li", { hasText: number });
    await card.getByText("There is no key to sign it with").waitFor();
    await looksRight(page, "undelivered");
    await tabTo(page, `.cards > li:has(a[href$="${number}"]) .button`);
    await page.keyboard.press("Enter");
    await card.getByText("On its way").waitFor();
    await until(page, (wanted) => document.activeElement?.matches("h2") && document.activeElement.textContent.includes(wanted), number);
    await looksRight(page, "on its way");
    await waitFor(async () => {
      await sendWhatIsDue();
      return (await undelivered()).find((one) => one.service_request_id === number && one.attempts > 0);
    }, "the next attempt");
    await page.getByLabel("State").selectOption("pending");
    await until(page, (wanted) => !document.querySelector(".cards")?.textContent.includes(wanted), number);
    await page.getByLabel("State").selectOption("undelivered");
    await card.getByRole("button", { name: "Send it again" }).waitFor();
  } finally {
    await deliverBy("--back", before);
  }
});

test("a storm of reports is a hotspot, with its cases and the way to the map", async () => {
  const place = await somewhereNew("weeds_public");
  await filed("pothole", place); // so that nobody takes this place for a new one
  const numbers = [];
  for (let count = 0; count < 14; count += 1) numbers.push(await filed("weeds_public", place));
  await waitFor(async () => {
    const { hotspots } = await admin("GET", "/hotspots");
    return hotspots.some(({ service_request_ids: ids }) => numbers.every((one) => ids.includes(one)));
  }, "the hotspot");
  const page = await at("/attention", "To look at", "triage@example.org");
  await page.getByRole("link", { name: "Hotspots" }).press("Enter");
  const spot = page.locator("li.panel", { hasText: numbers[0] }).first();
  await spot.getByRole("heading", { name: "Tall weeds on public land" }).waitFor();
  await spot.getByText(/1\d reports within 24 hours, where .* usual/).waitFor();
  await spot.locator("summary").press("Enter");
  await spot.getByRole("link", { name: numbers.at(-1) }).waitFor();
  await looksRight(page, "hotspots");
  assert.match(await spot.getByRole("link", { name: /map/i }).getAttribute("href"), /^\/map\/\?at=-?\d/);
  await spot.getByRole("link", { name: numbers[0] }).press("Enter");
  await heading(page, `Tall weeds on public land ${numbers[0]}`);
});

test("owners who are to be asked, and late work", async () => {
  const page = await at("/attention", "To look at");
  await page.getByRole("link", { name: "Owners to ask" }).press("Enter");
  await page.getByText("Nobody has to be asked now.").waitFor();
  await looksRight(page, "owners");
});
