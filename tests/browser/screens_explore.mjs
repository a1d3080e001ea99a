/**
 * Pictures of the city in figures for docs/screens/resident/, with the cases that the city has. How dates came true needs
 * months of kept promises, which a demo city of this morning has not: that one picture is drawn from made-up shares.
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
const level = (at, due, share) => ({ level: at, due, closed_before: 0, closed_on_the_day: 0, share });
const dates = {
  service_code: null, from: "2026-05-26", to: "2026-11-21", learned: null,
  levels: [level(0.5, 1240, 0.512), level(0.8, 1198, 0.806)],
  types: [["pothole", 310, 0.47, 0.78], ["graffiti_removal", 280, 0.53, 0.83], ["street_light_out", 205, 0.44, 0.74],
    ["illegal_dumping", 160, 0.58, 0.86]].map(([service_code, due, half, most]) => ({ service_code, levels: [level(0.5, due, half), level(0.8, due - 9, most)] })),
};

mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
for (const [width, height] of [[320, 640], [1280, 900]]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [name, { address, only }] of Object.entries(VIEWS)) {
      if (wanted.length && !wanted.includes(name)) continue;
      const page = await browser.visitor({ viewport: { width, height }, colorScheme });
      if (name === "dates") await page.route(/\/explore\/estimates/, (route) => route.fulfill({ json: dates }));
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
