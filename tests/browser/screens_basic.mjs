/**
 * Pictures of the pages without scripts for docs/screens/resident/: a report is filed first. Scripts are off.
 *   HEX311_DOOR=http://127.0.0.1:8311 node tests/browser/screens_basic.mjs
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./support/browser.mjs";
import { somewhereNew } from "./support/city.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/resident/", import.meta.url));
mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
for (const [width, height] of [[320, 640], [1280, 900]]) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.visitor({ viewport: { width, height }, colorScheme, javaScriptEnabled: false });
    const shoot = (name) => page.screenshot({ path: `${FOLDER}basic-${name}-${width}-${colorScheme}.png`, fullPage: true });
    const press = (text) => page.getByRole("button", { name: text }).first().click();
    await page.goto("/basic/");
    await shoot("start");
    await page.goto("/basic/report?words=street+light");
    await shoot("choose");
    const place = await somewhereNew("graffiti_removal");
    for (let round = 0; round < 2; round += 1) {
      await page.goto("/basic/report/graffiti_removal");
      await page.fill("#place", place.text);
      await press("Continue");
      if (round) await shoot("known");
      if (round) break;
      await shoot("details");
      await press("Continue");
      await shoot("details-missing");
      for (const name of ["surface", "owner", "hateful"]) await page.locator(`[name="answer.${name}"]`).last().check();
      await page.fill("#description", "On the wall beside the stairs, as high as a hand.");
      await press("Continue");
      await shoot("photo");
      await press("Continue");
      await shoot("check");
      await page.locator("main form > .button").click();
      await page.locator("#number").waitFor();
      await shoot("done");
      await page.getByRole("link", { name: "See how the report stands" }).click();
      await shoot("status");
    }
    await page.goto("/basic/report/pothole?lang=es");
    await shoot("place-es");
    await page.goto("/basic/report?lang=ar&words=%D8%AD%D9%81%D8%B1%D8%A9");
    await shoot("choose-ar");
    await page.close();
  }
}
await browser.close();
