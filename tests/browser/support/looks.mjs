/** What every page must be in every state: accessible in light and dark, no wider than a small phone, easy to hit. */
import assert from "node:assert/strict";
import { appendFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { adapts } from "./adapts.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// In the dark only what depends on colours can differ.
const SCHEMES = {
  light: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  dark: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};
/** Where `make bench-web` wants to be told of each state that was looked at: a file of JSON lines. */
const TOLD = process.env.HEX311_LOOKS;
const SMALL = { width: 320, height: 640 };
const TARGET_PX = 44;
// Links within sentences may be as high as their line; everything else is for thumbs.
const TARGETS = [
  "button, .button, summary, select, textarea, input:not([type=radio], [type=checkbox]), .choice",
  "nav a, .types a, .emergency a, .problems a",
].join();

export async function looksRight(page, state) {
  const size = page.viewportSize();
  await page.evaluate(AXE);
  for (const [colorScheme, runOnly] of Object.entries(SCHEMES)) {
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate(async (rules) => {
      const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ""}`));
    }, runOnly);
    tell({ page: new URL(page.url()).pathname, state, colorScheme, violations: found.length });
    assert.deepEqual(found, [], `${state}, ${colorScheme}: accessibility`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(SMALL);
  const { wide, small } = await page.evaluate(measure, { targets: TARGETS, least: TARGET_PX });
  await page.setViewportSize(size);
  assert.deepEqual(wide, [], `${state}: wider than ${SMALL.width} px`);
  assert.deepEqual(small, [], `${state}: lower than ${TARGET_PX} px`);
  await adapts(page, state);
}

/** Tell `make bench-web` something, if it listens. */
export function tell(what) {
  if (TOLD) appendFileSync(TOLD, `${JSON.stringify(what)}\n`);
}

function measure({ targets, least }) {
  const width = document.documentElement.clientWidth;
  const shown = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 1;
  const name = (element) => element.outerHTML.slice(0, 100);
  const all = [...document.querySelectorAll("body *")].filter(shown);
  const scrolls = document.documentElement.scrollWidth > width;
  const isRightToLeft = document.documentElement.dir === "rtl"; // what is too wide sticks out on the other side
  const tooWide = all.filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return isRightToLeft ? left < -0.5 && !element.closest(".hidden-text, .skip, canvas") : right > width + 0.5;
  });
  return {
    wide: scrolls ? ["the page scrolls sideways", ...tooWide.map(name)] : [],
    small: all
      .filter((element) => element.matches(targets) && !element.matches(".skip"))
      .filter((element) => element.getBoundingClientRect().height < least - 0.5)
      .map(name),
  };
}
