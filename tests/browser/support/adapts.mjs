/**
 * What a page must bear with: text at twice its size, a language that says all of it longer, no movement for those who
 * want none, the few colours of a reader's own (forced colours). looks.mjs asks it of every state.
 */
import assert from "node:assert/strict";

// narrower than where columns begin: to a reader who sets larger letters, the pages begin them twice as late
const HALF = { width: 620, height: 640 };
const SMALL = { width: 320, height: 640 };
// German is about a third longer than English. What stands as it is in every language: numbers, addresses, what is typed.
const LONGER = 1.4;
const UNTRANSLATED = ".number, .address, code, time, [contenteditable], .maplibregl-ctrl-attrib, .maplibregl-ctrl-scale, svg, script, style";
// Staff read their city's own language on screens of their own.
const FOR_RESIDENTS = (page) => !new URL(page.url()).pathname.startsWith("/staff");
// What can be pressed or filled has to show where it is also without its background.
const CONTROLS = "button, .button, input:not([type=hidden]), select, textarea, summary, a";

export async function adapts(page, state) {
  const size = page.viewportSize();
  await page.setViewportSize(HALF);
  const cut = await page.evaluate(atTwiceTheSize);
  await page.setViewportSize(size);
  assert.deepEqual(cut, [], `${state}: text at 200 %`);

  if (FOR_RESIDENTS(page)) {
    await page.setViewportSize(SMALL);
    await page.evaluate(() => new Promise(requestAnimationFrame)); // charts and maps follow the width
    const burst = await page.evaluate(atLongerWords, { longer: LONGER, untranslated: UNTRANSLATED });
    await page.setViewportSize(size);
    assert.deepEqual(burst, [], `${state}: text ${LONGER} times as long at ${SMALL.width} px`);
  }

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

/** Every word longer than it is, as in a language that needs more letters: nothing may lie outside or over something else. */
function atLongerWords({ longer, untranslated }) {
  const root = document.documentElement;
  const stretch = (word) => word + word.slice(-2).repeat(9).slice(0, Math.ceil(word.length * (longer - 1)));
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const before = [];
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest(untranslated)) continue;
    before.push([node, node.data]);
    node.data = node.data.replace(/\p{L}{3,}/gu, stretch);
  }
  const isOutside = (one) => {
    const { left, right } = one.getBoundingClientRect();
    return root.dir === "rtl" ? left < -0.5 : right > root.clientWidth + 0.5;
  };
  const over = root.scrollWidth > root.clientWidth ? [...document.querySelectorAll("body *")].filter(isOutside) : [];
  // a control whose words do not fit in it
  const full = [...document.querySelectorAll("button, .button, a, summary, label, th, dt, legend")].filter(
    (one) => one.checkVisibility() && !one.matches(".hidden-text, .skip") && getComputedStyle(one).display !== "inline" && one.clientWidth && one.scrollWidth > one.clientWidth + 1,
  );
  const told = [
    ...over.slice(0, 3).map((one) => `too wide: ${one.outerHTML.slice(0, 100)}`),
    ...full.map((one) => `does not fit: ${one.outerHTML.slice(0, 100)}`),
  ];
  for (const [node, text] of before) node.data = text;
  return told;
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
