/**
 * Pictures of the map page for docs/screens/map/: a handful of reports is filed first.
 *   HEX311_DOOR=http://127.0.0.1:8311 node tests/browser/screens_map.mjs
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./support/browser.mjs";
import { api } from "./support/city.mjs";
import { at, filed, lists, openMap } from "./support/mapped.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/map/", import.meta.url));
const REPORTS = 24;
const KINDS = [
  ["pothole", { size: "plate" }],
  ["tree_down", { blocks: "nothing", wires: "none", hurt: "no" }],
];

const { centre } = await api("/api/v1/city");
const numbers = [];
for (let count = 0; count < REPORTS; count += 1) {
  const [angle, reach] = [count * 2.4, Math.sqrt(count / REPORTS)];
  const place = { lat: centre.lat + Math.sin(angle) * reach * 0.012, long: centre.long + Math.cos(angle) * reach * 0.02 };
  const [type, answers] = KINDS[count % KINDS.length];
  // a place that takes no report, such as a road of the state, is left out
  await filed(place, type, answers).then((number) => numbers.push(number), (fault) => console.warn(fault.message));
}

mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
const near = at(centre, 14, "&layers=council_districts");
const views = { city: "/map/", near };
for (const [width, height] of [[320, 640], [1280, 900]]) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.visitor({ viewport: { width, height }, colorScheme });
    for (const [name, address] of Object.entries(views)) {
      await openMap(page, address);
      if (name === "near") await lists(page, numbers.slice(0, 3));
      await page.waitForTimeout(2_500);
      await page.screenshot({ path: `${FOLDER}${name}-${width}-${colorScheme}.png`, fullPage: width > 320 });
    }
    await page.close();
  }
}
await browser.close();
