/**
 * Pictures of the telephone desk for docs/screens/staff/: a call, a saved one, the topics of a call that only asked.
 *   HEX311_DOOR=http://127.0.0.1:8311 node tests/browser/screens_staff_agent.mjs
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { heading, openBrowser, until } from "./support/browser.mjs";
import { api, somewhereNew, waitFor } from "./support/city.mjs";
import { SIGNING_IN, signIn } from "./support/staff.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/staff/", import.meta.url));
mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
// with things of the city close by
const address = await waitFor(async () => {
  const { lat, long } = await somewhereNew("graffiti_removal");
  const { matches } = await api(`/api/v1/addresses/nearest?lat=${lat}&long=${long}`);
  const found = matches.find((one) => one.lat !== null);
  if (!found) return null;
  const { assets } = await api(`/api/v1/assets/near?lat=${found.lat}&long=${found.long}&radius=60&limit=5`);
  return assets.length > 1 && found;
}, "an address with things nearby");
const body = { service_code: "graffiti_removal", lat: address.lat, long: address.long, answers: { surface: "brick", owner: "public", hate: "no" } };
const { questions } = await api("/api/v1/services/graffiti_removal");
body.answers = Object.fromEntries(questions.filter(({ required, when }) => required && !when).map(({ code, values }) => [code, values?.[1]?.key ?? "a wall"]));
await api("/api/v1/requests", { method: "POST", body: { ...body, reporter: { phone: "402-555-0142", first_name: "Ana", last_name: "Byte", language: "es" } } });

for (const [width, scheme] of [[320, "light"], [320, "dark"], [1280, "light"], [1280, "dark"]]) {
  const page = await browser.visitor({ ...SIGNING_IN, viewport: { width, height: width === 320 ? 640 : 900 }, colorScheme: scheme });
  const shoot = async (name) => {
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${FOLDER}agent_${name}_${width}_${scheme}.png`, fullPage: true });
  };
  const { keyboard } = page;
  await signIn(page, "agent@example.org");
  await page.locator("h1").waitFor();
  await page.evaluate(() => (window.location.hash = "#/agent"));
  await heading(page, "Call");
  await keyboard.press("i");
  await page.locator("#topics button").nth(1).waitFor();
  await shoot("information");
  await keyboard.press("Escape");
  await keyboard.press("n");
  await until(page, () => document.activeElement?.id === "agent-phone");
  await keyboard.type("+1 402 555 0142");
  await keyboard.press("Enter");
  await page.getByText("This may be Ana Byte.").waitFor();
  await keyboard.type("graffiti");
  await page.locator("#agent-offers [role=option]").first().waitFor();
  if (width === 1280) await shoot("search");
  await keyboard.press("Enter");
  await until(page, () => document.activeElement?.id === "agent-address");
  await keyboard.type(address.label);
  await page.locator("#agent-address-list [role=option]", { hasText: address.label }).first().waitFor();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await page.locator("#known").waitFor();
  await until(page, () => document.activeElement?.closest("#asked"));
  for (let step = await page.locator("#asked fieldset").count(); step; step -= 1) await keyboard.press("2");
  await page.locator("#near button").first().waitFor();
  await page.locator(".maplibregl-canvas").waitFor();
  await page.waitForTimeout(6_000); // tiles
  await shoot("call");
  if (width === 1280 && scheme === "light") {
    await keyboard.press("Control+Enter");
    await until(page, () => document.activeElement?.id === "ended-title");
    await shoot("saved");
  }
  await page.close();
}
await browser.close();
