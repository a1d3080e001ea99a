/**
 * The icons of the installed app, drawn from web/public/icon.svg: as it is, and without its round corners for systems
 * that cut icons to a shape of their own (what matters lies within the circle that all of them leave).
 *   node tests/browser/icons.mjs
 */
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./support/browser.mjs";

const PUBLIC = fileURLToPath(new URL("../../web/public/", import.meta.url));
const round = readFileSync(`${PUBLIC}icon.svg`, "utf8");
const full = round.replace(/ rx="\d+"/, "");
if (full === round) throw new Error("icon.svg has no round corners to take away");

mkdirSync(`${PUBLIC}icons`, { recursive: true });
const browser = await openBrowser();
for (const [name, svg, sizes] of [["icon", round, [192, 512]], ["full", full, [180, 192, 512]]]) {
  for (const size of sizes) {
    const page = await browser.visitor({ viewport: { width: size, height: size } });
    const picture = svg.replace("<svg ", `<svg width="${size}" height="${size}" style="display:block" `);
    await page.setContent(`<body style="margin:0;background:transparent">${picture}</body>`);
    await page.screenshot({ path: `${PUBLIC}icons/${name}-${size}.png`, omitBackground: true });
    await page.close();
  }
}
await browser.close();
