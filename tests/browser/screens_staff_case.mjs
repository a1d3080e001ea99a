/**
 * Pictures of the case screen for docs/screens/staff/: a case with its history, setting its place right.
 *   HEX311_DOOR=http://127.0.0.1:8311 HEX311_CLOUD=http://127.0.0.1:4566 node tests/browser/screens_staff_case.mjs
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { heading, openBrowser } from "./support/browser.mjs";
import { api, somewhereNew, waitFor } from "./support/city.mjs";
import { SIGNING_IN, signIn, staffApi } from "./support/staff.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/staff/", import.meta.url));
mkdirSync(FOLDER, { recursive: true });
const admin = await staffApi("admin@example.org");
const { lat, long } = await somewhereNew("graffiti_removal");
const { questions } = await api("/api/v1/services/graffiti_removal");
const answers = Object.fromEntries(
  questions.filter(({ required, when }) => required && !when).map(({ code, values }) => [code, values?.at(-1)?.key ?? "by the door"]),
);
const body = {
  service_code: "graffiti_removal",
  lat,
  long,
  answers,
  description: "Three large letters in red on the wall beside the playground, right at the gate.",
  address: "Gate of the playground",
};
const { service_request_id: number } = await api("/api/v1/requests", { method: "POST", body });
await waitFor(async () => (await admin("GET", `/requests/${number}`)).work_orders.length > 0, "its work order");
await admin("POST", `/requests/${number}/ask`, { question: "Is it on the inner or the outer side of the wall?" });
await admin("POST", `/requests/${number}/location`, { lat: lat + 0.0003, long, address: "Wall of the playground, east side", reason: "the pin was across the street" });

const browser = await openBrowser();
for (const [width, height] of [[320, 640], [1280, 900]]) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.visitor({ ...SIGNING_IN, viewport: { width, height }, colorScheme });
    await signIn(page, "dispatcher.sanitation@example.org");
    await page.getByRole("link", { name: "Case", exact: true }).waitFor();
    await page.evaluate((wanted) => (window.location.hash = `/case/${wanted}`), number);
    await heading(page, `Graffiti ${number}`);
    await page.getByText("Three large letters").waitFor();
    const picture = (name) => page.screenshot({ path: `${FOLDER}case-${name}-${width}-${colorScheme}.png`, fullPage: true });
    await page.waitForTimeout(500);
    await picture("one");
    await page.locator("#add-photos-summary").click();
    await page.locator("#merge-summary").click();
    await page.waitForTimeout(300);
    await picture("photos");
    await page.locator("#add-photos-summary").click();
    await page.locator("#merge-summary").click();
    await page.locator("#move-summary").click();
    await page.fill("#move-place", "main st");
    await page.keyboard.press("Enter");
    await page.locator("#move-0").waitFor();
    await page.waitForTimeout(300);
    await picture("move");
    await page.context().close();
  }
}
await browser.close();
