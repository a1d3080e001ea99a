/**
 * What a page must bear with: text at twice its size, no movement for those who want none, the few colours of a reader's
 * own (forced colours). looks.mjs asks it of every state.
 */
import assert from "node:assert/strict";

// narrower than where columns begin: to a reader who sets larger letters, the pages begin them twice as late
const HALF = { width: 620, height: 640 };
// What can be pressed or filled has to show where it is also without its background.
const CONTROLS = "button, .button, input:not([type=hidden]), select, textarea, summary, a";

export async function adapts(page, state) {
  const size = page.viewportSize();
  await page.setViewportSize(HALF);
  const cut = await page.evaluate(atTwiceTheSize);
  await page.setViewportSize(size);
  assert.deepEqual(cut, [], `${state}: text at 200 %`);

  await page.emulateMedia({ reducedMotion: "reduce" });
  assert.deepEqual(await page.evaluate(moves), [], `${state}: reduced motion`);

  await page.emulateMedia({ forcedColors: "active" });
  const lost = await page.evaluate(unmarked, CONTROLS);
  await page.emulateMedia({ forcedColors: "none" });
  assert.deepEqual(lost, [], `${state}: forced colours`);
}

/** Letters twice as large, in half of a small desk: nothing may be cut off, lie outside or need scrolling sideways. */
function atTwiceTheSize() {
  const root = document.documentElement;
  root.style.fontSize = "200%";
  const over = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 0.5);
  const wide = root.scrollWidth > root.clientWidth ? over.slice(0, 3).map((one) => `too wide: ${one.outerHTML.slice(0, 100)}`) : [];
  const holdsText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const cut = [...document.querySelectorAll("body *")].filter((element) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(element);
    if (!element.checkVisibility() || clipPath !== "none" || element.matches("select, input, textarea")) return false;
    if (!holdsText(element)) return false;
    const isCut = (overflow, inner, outer) => ["hidden", "clip"].includes(overflow) && inner > outer + 1;
    return isCut(overflowX, element.scrollWidth, element.clientWidth) || isCut(overflowY, element.scrollHeight, element.clientHeight);
  });
  root.style.fontSize = "";
  return [...wide, ...cut.map((element) => `cut off: ${element.outerHTML.slice(0, 100)}`)];
}

function moves() {
  const endless = document.getAnimations().filter(({ playState }) => playState === "running");
  const smooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["scrolls smoothly"] : [];
  return [...endless.map((animation) => `moves: ${animation.effect?.target?.outerHTML.slice(0, 100)}`), ...smooth];
}

/** Controls that only their background tells from the text around them. */
function unmarked(controls) {
  const shown = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 1;
  const hasEdge = (style) =>
    ["Top", "Left"].some((side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
  const isMarked = (element) => {
    const style = getComputedStyle(element);
    if (element.matches("summary, input[type=radio], input[type=checkbox], input[type=file], input[type=range]")) return true;
    // a link keeps the colour of links
    return element.matches("a:any-link") || hasEdge(style) || style.textDecorationLine.includes("underline") || Boolean(element.closest(".maplibregl-ctrl"));
  };
  return [...document.querySelectorAll(controls)].filter(shown).filter((element) => !isMarked(element)).map((element) => element.outerHTML.slice(0, 100));
}
