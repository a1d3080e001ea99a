/**
 * Pictures of the map layers for docs/screens/staff/.
 *   HEX311_DOOR=http://localhost:8311 HEX311_CLOUD=http://127.0.0.1:4566 node tests/browser/screens_staff_layers.mjs
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { heading, openBrowser } from "./support/browser.mjs";
import { LAYER, LONG_S, changed, fileOf, imported } from "./support/layers.mjs";
import { SIGNING_IN, signIn, staffApi } from "./support/staff.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/staff/", import.meta.url));
mkdirSync(FOLDER, { recursive: true });
const call = await staffApi("admin@example.org");
const browser = await openBrowser();
const page = await browser.visitor(SIGNING_IN);
await signIn(page, "admin@example.org");
await heading(page, "Queue");

async function at(address) {
  await page.evaluate((wanted) => (window.location.hash = `/admin/layers${wanted}`), address);
}

async function taken(name, to) {
  for (const [width, height] of [[320, 640], [1280, 900]]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(2_500); // the map draws its tiles
      await page.locator(to).first().evaluate((element) => element.scrollIntoView({ block: "start" }));
      await page.screenshot({ path: `${FOLDER}admin-layers-${name}-${width}-${colorScheme}.png` });
    }
  }
}

await call("GET", "/layers").then(async ({ announced }) => {
  if (announced.length === 0) await imported(call, (await changed()).file, { dry_run: false, activate_at: "2097-01-01T06:00:00Z" });
});
await at("");
await page.locator("li.layer", { hasText: LAYER }).waitFor();
await taken("list", "form.panel");
await at(`?show=council_districts`);
await page.locator('[data-map="here"]').waitFor();
await taken("shown", ".whole");

const { import_id } = await imported(call, (await changed()).file, { dry_run: true });
await at(`?import=${import_id}`);
await page.locator('#state[data-state="checked"]').waitFor({ timeout: LONG_S * 1000 });
await page.locator("tbody tr button").nth(2).click();
await page.locator("[data-chosen]").waitFor();
await taken("difference", ".numbers");
await taken("publish", "form.panel");

const bad = { type: "FeatureCollection", features: [{ type: "Feature", properties: { id: "1" }, geometry: { type: "Point", coordinates: [0, 0] } }] };
const refused = await imported(call, fileOf(bad), { dry_run: true });
await at(`?import=${refused.import_id}`);
await page.locator('#state[data-state="refused"]').waitFor();
await taken("refused", "h1");
await browser.close();
