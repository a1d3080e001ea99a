/** Languages: from right to left from start to end on a small phone, easy English, and what a city has in English only. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { openBrowser, until } from "./support/browser.mjs";
import { api, DOOR, somewhereNew } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";

const SMALL = { width: 320, height: 640 };
const ARABIC = /\p{Script=Arabic}/u;

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

const title = (page) => page.locator("h1").textContent();
const isAt = (page, step) => until(page, (hash) => location.hash === hash && document.activeElement?.tagName === "H1", `#${step}`);
const language = (page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);

test("a report is filed in Arabic, from right to left, on a small phone", async () => {
  const place = await somewhereNew("pothole");
  const page = await browser.visitor({ viewport: SMALL, locale: "ar-EG" });
  await page.goto("/report/");
  await page.locator("#search").waitFor();
  await until(page, () => document.documentElement.dir === "rtl");
  assert.deepEqual(await language(page), ["ar", "rtl"]);
  await page.fill("#search", "حفرة");
  const first = page.locator('.types a[href$="type=pothole"]');
  await looksRight(page, "what, in Arabic");
  await first.click();
  await isAt(page, "where");
  await page.fill("#point", place.text);
  await page.locator("#point").press("Tab");
  await page.locator("#areas, .good, .panel").first().waitFor();
  await looksRight(page, "where, in Arabic");
  await page.click("form > .button");
  await isAt(page, "details");
  await page.check("#answer-size-plate");
  await page.fill("#description", "حفرة كبيرة أمام البيت");
  await looksRight(page, "check and send, in Arabic");
  await page.click("#send");
  await page.locator("#number").waitFor();
  assert.match(await title(page), ARABIC);
  await looksRight(page, "the receipt, in Arabic");
  const number = (await page.locator("#number").textContent()).trim();
  const shown = await page.locator("#number").evaluate((element) => getComputedStyle(element).direction);
  assert.equal(shown, "ltr", "a tracking number keeps its order");
  const told = await api(`/api/v1/requests/${number}?lang=ar`);
  assert.equal(told.service_name, "حفرة في الطريق");
});

test("easy English by the switch: kept, English for screen readers, and asked of the city too", async () => {
  const page = await browser.visitor({ viewport: SMALL });
  await page.goto("/report/");
  await page.click('.languages [data-language="en-x-easy"]');
  await until(page, () => document.querySelector("h1")?.textContent === "What is the problem?");
  assert.deepEqual(await language(page), ["en", "ltr"]);
  await page.getByText("We wrote these easy texts with a computer.").waitFor();
  await page.fill("#search", "hole");
  await page.getByText("A hole in the street", { exact: true }).first().waitFor();
  await looksRight(page, "what, in easy English");
  await page.reload();
  await until(page, () => document.querySelector("h1")?.textContent === "What is the problem?");
  await page.click('.languages [data-language="en"]');
  await until(page, () => document.querySelector("h1")?.textContent === "What do you want to report?");
});

test("what there is only in English is shown, marked, and said", async () => {
  const page = await browser.visitor({ viewport: SMALL });
  await page.goto("/report/?type=cave_in&lang=ar");
  await page.fill("#point", (await somewhereNew("cave_in")).text);
  await page.locator("#point").press("Tab");
  await page.click("form > .button");
  await page.locator("legend").first().waitFor();
  const told = await page.locator("legend [lang]").first().evaluate(({ lang, textContent }) => [lang, textContent]);
  assert.deepEqual(told, ["en", "What do you see?"]);
  assert.match(await page.locator(".borrowed").textContent(), /الإنجليزية/);
  await looksRight(page, "questions that are not translated");
});

test("the map page from right to left", async () => {
  const page = await browser.visitor({ viewport: SMALL });
  await page.goto("/map/?lang=ar");
  await until(page, () => document.documentElement.dir === "rtl" && document.querySelector("#list"));
  await page.locator(".maplibregl-ctrl-zoom-in").waitFor();
  const { left } = await page.evaluate(() => document.querySelector(".maplibregl-ctrl-zoom-in").getBoundingClientRect());
  assert.ok(left < SMALL.width / 2, "the buttons of the map are where its language ends");
  await looksRight(page, "the map, in Arabic");
});

test("the first page from right to left: searched, a place looked at, and the city's words with it", async () => {
  const page = await browser.visitor({ viewport: SMALL, locale: "ar-EG" });
  await page.goto("/");
  await page.locator(".top-types a").first().waitFor();
  assert.deepEqual(await language(page), ["ar", "rtl"]);
  assert.match(await title(page), ARABIC);
  await looksRight(page, "the home page, in Arabic");
  await page.fill("#search", "حفرة");
  const offer = page.getByRole("option", { name: /حفرة في الطريق/ });
  await offer.waitFor();
  await looksRight(page, "the search, in Arabic");
  const { right } = await offer.boundingBox().then(({ x, width }) => ({ right: x + width }));
  assert.ok(right > SMALL.width / 2, "the list begins where its language does");
  await page.fill("#search", "library");
  await page.getByRole("option", { name: /Central Library/ }).click();
  await until(page, () => document.activeElement.id === "here-title" && Boolean(document.querySelector("#here dl.facts")));
  await page.locator("#near-list a, #near-title + p").first().waitFor();
  await looksRight(page, "a place, in Arabic");
});

/** Sentences of our own about months: which language they are in, and that the month is said in it. */
const MONTHS = [
  { lang: "ar", headline: /في آخر 12 شهرًا/, lead: /^أكثر ما أُبلغ عنه في \p{Script=Arabic}+ \S+: \S+\.$/u, closed: /^\p{Script=Arabic}+ \S+: .*(بلاغ|بلاغان|بلاغات|بلاغًا)/u },
  { lang: "en-x-easy", headline: /in these last 12 months/, lead: /in the month \w{3} \d{4}/, closed: /^\w+ \d{4}: we closed \d+$/ },
];
for (const { lang, headline, lead, closed } of MONTHS) {
  test(`months in words, in the figures and on the map: ${lang}`, async (t) => {
    const page = await browser.visitor({ viewport: SMALL });
    await page.goto(`/explore/?period=12m&lang=${lang}`);
    await until(page, () => document.querySelector("#figures[aria-busy=false] #headline .first"));
    const said = async (part) => (await page.locator(part).first().textContent()).replace(/[\u2066-\u2069]/g, "").trim();
    assert.match(await said("#headline .first"), headline);
    assert.match(await said("#time > p"), lead);
    await page.locator("#time button").first().click();
    assert.equal(await page.locator("#time tbody tr").count(), 12);
    await looksRight(page, `the figures by months, ${lang}`);
    const answer = await fetch(`${DOOR}/tiles/history.json`);
    const { months } = answer.ok ? await answer.json() : { months: [] };
    if (!months.length) return t.diagnostic("this city has no closed cases of earlier months");
    await page.goto(`/map/?lang=${lang}&month=${months[0].month}`);
    await page.locator("#time-note").waitFor();
    assert.match(await said("#month option:checked"), closed);
    await looksRight(page, `a month on the map, ${lang}`);
  });
}
