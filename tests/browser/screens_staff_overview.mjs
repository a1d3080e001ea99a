/**
 * Pictures of the supervisor's home for docs/screens/staff/, with the cases that the city has.
 *   HEX311_DOOR=http://127.0.0.1:8311 HEX311_CLOUD=http://127.0.0.1:4566 node tests/browser/screens_staff_overview.mjs [NAME ...]
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser, until } from "./support/browser.mjs";
import { SIGNING_IN, signIn } from "./support/staff.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/staff/", import.meta.url));
const VIEWS = {
  city: { who: "manager@example.org", address: "/overview" },
  department: { who: "dispatcher.public_works@example.org", address: "/overview?period=90" },
  quiet: { who: "dispatcher.fire@example.org", address: "/overview" },
  list: { who: "manager@example.org", address: "/overview/list?of=open&on_time=no" },
};
const wanted = process.argv.slice(2);

mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
for (const [width, height] of [[1280, 900], [320, 640]]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [name, { who, address }] of Object.entries(VIEWS)) {
      if (wanted.length && !wanted.includes(name)) continue;
      const page = await browser.visitor({ ...SIGNING_IN, viewport: { width, height }, colorScheme });
      await signIn(page, who);
      await page.locator("nav.places").waitFor();
      await page.evaluate((asked) => (window.location.hash = asked), address);
      await page.locator("[data-count], #course").first().waitFor();
      await until(page, () => !/One moment|More are coming/.test(document.querySelector("main").textContent));
      // of a small screen the first part: the whole is very long
      if (width === 320) await page.setViewportSize({ width, height: 2_000 });
      await page.evaluate(() => (document.activeElement?.blur(), scrollTo(0, 0)));
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${FOLDER}overview-${name}-${width}-${colorScheme}.png`, fullPage: width > 320 });
      await page.context().close();
    }
  }
}
await browser.settle();
await browser.close();
