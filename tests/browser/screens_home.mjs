/**
 * Pictures of the home page for docs/screens/resident/: as one comes, searching, at a place, with reports of one's own.
 * `make up` leaves cases in the city; one report is filed here, so that this device has one.
 *   HEX311_DOOR=http://127.0.0.1:8311 node tests/browser/screens_home.mjs
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser, until } from "./support/browser.mjs";
import { api } from "./support/city.mjs";
import { keepThings } from "./support/kept.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/resident/", import.meta.url));
mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
const { centre } = await api("/api/v1/city");
const query = new URLSearchParams({ lat: centre.lat, long: centre.long, radius: 5000, status: "open", page_size: 2 });
const own = (await api(`/open311/v2/requests.json?${query}`)).map(({ service_request_id, service_name }, at) => ({
  number: service_request_id,
  service_name,
  part: at ? "followed" : "reported",
  since: Date.now() - (at + 1) * 40 * 3_600_000,
  secret: "",
  seen: null,
}));

async function picture(page, name, width, scheme) {
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${FOLDER}home-${name}-${width}-${scheme}.png`, fullPage: true });
}

for (const [width, height] of [[320, 640], [1280, 900]]) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.visitor({ viewport: { width, height }, colorScheme });
    await page.goto("/");
    await page.locator(".top-types a").first().waitFor();
    await picture(page, "start", width, colorScheme);

    await page.fill("#search", "street");
    await until(page, () => document.querySelectorAll("[role=option]").length > 4);
    await picture(page, "search", width, colorScheme);

    await page.fill("#search", "library");
    await page.getByRole("option", { name: /Central Library/ }).click();
    await page.locator("#near-list li").first().waitFor();
    await page.locator("dl.facts").first().waitFor();
    await page.locator("#here summary").last().click();
    await picture(page, "place", width, colorScheme);

    await page.goto("/#answer/towed-car");
    await page.locator("#answer").waitFor();
    await picture(page, "answer", width, colorScheme);

    await keepThings(page, own.map((one) => [`mine:${one.number}`, one]));
    await page.goto("/?again");
    await until(page, (count) => document.querySelectorAll("#mine li strong").length === count, own.length);
    await picture(page, "mine", width, colorScheme);
    await page.context().close();
  }
}
await browser.close();
