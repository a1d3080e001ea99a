/**
 * Pictures of the crew's screen for docs/screens/staff/: the day, a stop, ending it, what waits without signal.
 *   HEX311_DOOR=http://127.0.0.1:8311 node tests/browser/screens_staff_crew.mjs
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { heading, openBrowser } from "./support/browser.mjs";
import { api, waitFor } from "./support/city.mjs";
import { signIn, staffApi } from "./support/staff.mjs";
import { FROM_OWN, OWN, graffiti, workOf } from "./support/work.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/staff/", import.meta.url));
const NAME = "dumping_1";
mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
const admin = await staffApi("admin@example.org");
const { timezone } = await api("/api/v1/city");
const today = new Intl.DateTimeFormat("en-CA", { timeZone: timezone }).format(new Date());
const numbers = [];
for (let count = 0; count < 5; count += 1) {
  const number = await graffiti();
  numbers.push(number);
  const steps = `/requests/${number}/work-orders/${(await workOf(admin, number)).work_order_id}`;
  await admin("POST", `${steps}/assign`, { crew: NAME });
  await admin("POST", `${steps}/schedule`, { planned_for: today });
}

for (const [width, scheme] of [[320, "light"], [320, "dark"], [1280, "light"], [1280, "dark"]]) {
  const page = await browser.visitor({ ...FROM_OWN, viewport: { width, height: width === 320 ? 640 : 900 }, colorScheme: scheme });
  const shoot = async (name) => {
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${FOLDER}crew_${name}_${width}_${scheme}.png`, fullPage: true });
  };
  await signIn(page, "crew.sanitation@example.org", undefined, `${OWN}/staff/#/crew`);
  await heading(page, "Crew");
  await page.getByLabel("Crew", { exact: true }).selectOption(NAME);
  await waitFor(async () => {
    if ((await page.locator("[data-stop]").count()) >= numbers.length) return true;
    await page.getByRole("button", { name: "Read again" }).click();
    await page.waitForTimeout(700);
    return false;
  }, "the stops");
  await page.getByRole("button", { name: "Show the map" }).click();
  await page.locator("[data-map=here] .stop-sign").first().waitFor();
  await page.waitForTimeout(2_500); // tiles
  await shoot("day");
  await page.getByRole("button", { name: "Hide the map" }).click();
  await page.context().setOffline(true);
  await page.locator("[data-status=assigned] .stop, [data-status=scheduled] .stop").nth(1).click();
  await page.getByRole("heading", { level: 2 }).last().waitFor();
  await shoot("stop");
  if (width === 320 && scheme === "light") {
    await page.getByRole("button", { name: "Fix the location" }).click();
    await shoot("place");
    await page.getByRole("button", { name: "Not now" }).click();
  }
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await page.getByLabel("The graffiti is gone.").check();
  await shoot("ending");
  await page.getByRole("button", { name: "Not now" }).click();
  if (width === 320) await page.getByRole("button", { name: "All stops" }).click();
  await shoot("waiting");
  await page.context().close();
}
await browser.close();
