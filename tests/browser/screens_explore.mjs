/**
 * Pictures of the city in figures for docs/screens/resident/, with the cases that the city has: one with its demo cases.
 *   HEX311_DOOR=http://127.0.0.1:8311 node tests/browser/screens_explore.mjs [NAME ...]
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser, until } from "./support/browser.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/resident/", import.meta.url));
const DISTRICT = "/explore/?layer=council_districts&area=5&period=12m";
const VIEWS = {
  city: { address: "/explore/" },
  area: { address: DISTRICT },
  tables: { address: `${DISTRICT}&tables=time,types,speed,punctual`, only: "#figures" },
  map: { address: DISTRICT, only: "section:has(> #map-title)" },
  dates: { address: "/explore/", only: "#dates" },
};
const wanted = process.argv.slice(2);

mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
for (const [width, height] of [[320, 640], [1280, 900]]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [name, { address, only }] of Object.entries(VIEWS)) {
      if (wanted.length && !wanted.includes(name)) continue;
      const page = await browser.visitor({ viewport: { width, height }, colorScheme });
      await page.goto(address);
      await until(page, () => Boolean(document.querySelector("#headline")));
      await page.evaluate(() => document.querySelector(".foot").scrollIntoView());
      await until(page, () => !/One moment/.test(document.querySelector("main").textContent) && !document.querySelector("[aria-busy=true]"));
      await page.locator("canvas").scrollIntoViewIfNeeded();
      await page.waitForTimeout(3_000);
      const path = `${FOLDER}explore-${name}-${width}-${colorScheme}.png`;
      if (only) await page.locator(only).screenshot({ path });
      else {
        // of a small screen the first part: the whole is very long
        if (width === 320) await page.setViewportSize({ width, height: 2_000 });
        await page.evaluate(() => scrollTo(0, 0));
        await page.waitForTimeout(500);
        await page.screenshot({ path, fullPage: width > 320 });
      }
      await page.context().close();
    }
  }
}
await browser.settle();
await browser.close();
