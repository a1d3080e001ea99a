/**
 * Pictures of the queue for docs/screens/staff/: with its map and an area, a work order whose clock stands still, before
 * merging, what to look at, what did not arrive.
 *   HEX311_DOOR=http://127.0.0.1:8311 node tests/browser/screens_staff_queue.mjs
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { heading, openBrowser } from "./support/browser.mjs";
import { SIGNING_IN, signIn, staffApi } from "./support/staff.mjs";
import { graffiti, workOf } from "./support/work.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/staff/", import.meta.url));
const WHO = "dispatcher.sanitation@example.org";
mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
const staff = await staffApi("admin@example.org");
const numbers = [];
for (let count = 0; count < 6; count += 1) {
  numbers.push(await graffiti());
  await workOf(staff, numbers.at(-1));
}
const steps = `/requests/${numbers[0]}/work-orders/${(await workOf(staff, numbers[0])).work_order_id}`;
await staff("POST", `${steps}/claim`);
await staff("POST", `${steps}/pause`, { reason: "weather" });
const lost = {
  delivery_id: "a:3:b:c", service_request_id: numbers[1], work_order_id: "a.b", department: "sanitation", officer: null, news: "created",
  state: "undelivered", attempts: 4, reason: "answer_503", since: new Date(Date.now() - 9e7).toISOString(),
  next_attempt_at: new Date(Date.now() + 3e6).toISOString(), finished_at: null,
};
const spot = {
  id: "x", cell: "88265", lat: 41.3, long: -97.1, kind: "graffiti", services: ["Graffiti"], since: new Date(Date.now() - 9e6).toISOString(), expected: 0.4,
  count: 9, service_request_ids: numbers,
};

for (const [width, scheme] of [[320, "light"], [320, "dark"], [1280, "light"], [1280, "dark"]]) {
  const page = await browser.visitor({ ...SIGNING_IN, viewport: { width, height: width === 320 ? 640 : 900 }, colorScheme: scheme });
  const shoot = async (name) => {
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${FOLDER}queue_${name}_${width}_${scheme}.png`, fullPage: true });
  };
  const show = (hash) => page.evaluate((wanted) => (window.location.hash = wanted), hash);
  await page.route("**/api/v1/staff/deliveries?*", (route) => route.fulfill({ json: { deliveries: [lost], next: null } }));
  await page.route("**/api/v1/staff/hotspots*", (route) => route.fulfill({ json: { window_hours: 24, hotspots: [spot] } }));
  await signIn(page, WHO);
  await heading(page, "Queue");
  await show("/queue?department=sanitation&map=yes");
  await page.getByLabel("Areas of").selectOption("council_districts");
  await page.locator(".mapbox canvas").waitFor();
  await page.waitForTimeout(3_000); // tiles
  await page.locator("[data-row] .open").nth(1).focus();
  await shoot("map");
  await show("/queue?department=sanitation");
  await page.locator("[data-row]").nth(2).waitFor();
  for (const row of [0, 1]) await page.locator("[data-row]").nth(row).getByRole("checkbox").check();
  await page.getByRole("button", { name: /Merge 2 requests/ }).click();
  await page.getByRole("button", { name: "Merge them" }).waitFor();
  await shoot("merging");
  await show("/queue?department=sanitation&status=paused");
  await page.locator("[data-row]", { hasText: numbers[0] }).locator(".open").click();
  await page.getByText(/Stands still since/).waitFor();
  await shoot("clock");
  await show("/attention?what=hotspots");
  await page.getByText(/9 reports/).waitFor();
  await shoot("hotspots");
  await show("/undelivered");
  await page.getByText(/503/).waitFor();
  await shoot("undelivered");
  await page.context().close();
}
await browser.close();
