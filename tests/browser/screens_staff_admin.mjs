/**
 * Pictures of the administration for docs/screens/staff/.
 *   HEX311_DOOR=http://localhost:8311 HEX311_CLOUD=http://127.0.0.1:4566 node tests/browser/screens_staff_admin.mjs
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { heading, openBrowser, until } from "./support/browser.mjs";
import { SIGNING_IN, signIn } from "./support/staff.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/staff/", import.meta.url));
const PARTS = { users: "People", keys: "API keys", pack: "City pack", rules: "Duplicate rules", audit: "Audit log" };
mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
const page = await browser.visitor(SIGNING_IN);
await signIn(page, "admin@example.org");
await heading(page, "Queue");
for (const [part, title] of Object.entries(PARTS)) {
  await page.evaluate((path) => (window.location.hash = `/admin/${path}`), part);
  await heading(page, title);
  await until(page, () => !document.querySelector("main").innerText.includes("One moment"));
  for (const [width, height] of [[320, 640], [1280, 900]]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${FOLDER}admin-${part}-${width}-${colorScheme}.png` });
    }
  }
}
await browser.close();
