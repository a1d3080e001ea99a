/** What makes a report quick: few taps, a photo made small, a map for those who want one, a draft that is found again. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, CLOUD, DOOR, somewhereNew } from "./support/city.mjs";
import { draftOf } from "./support/kept.mjs";
import { looksRight } from "./support/looks.mjs";

const OWN = DOOR.replace("127.0.0.1", "localhost");
const MOST_TAPS = 5;

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

test("a pothole where one stands takes five taps and a photo", async () => {
  const place = await somewhereNew("pothole");
  const geolocation = { latitude: place.lat, longitude: place.long, accuracy: 8 };
  const page = await browser.visitor({
    geolocation,
    permissions: ["geolocation"],
    alsoFrom: [CLOUD, OWN],
    baseURL: OWN,
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  });
  let taps = 0;
  const tap = async (selector) => {
    taps += 1;
    await page.tap(selector);
  };
  await page.goto("/report/");
  await heading(page, "What do you want to report?");
  const picture = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 3000, height: 2000 });
    canvas.getContext("2d").fillRect(100, 100, 900, 900);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  await page.setInputFiles("#photos", [{ name: "hole.png", mimeType: "image/png", buffer: Buffer.from(picture) }]);
  await page.fill("#search", "hole in the road");
  await looksRight(page, "a photo first, and own words");
  await tap('.types a[href$="type=pothole"]');
  await heading(page, "Where is it?");
  await page.getByText("Your device says you are here").waitFor();
  await looksRight(page, "the place that the device tells");
  await tap("form > .button");
  await heading(page, "Tell us more");
  await until(page, () => document.querySelector("li.photo")?.dataset.state === "ready");
  assert.equal(await page.inputValue("#description"), "hole in the road", "own words are asked for once");
  const drawn = await page.evaluate(() => {
    const { naturalWidth, naturalHeight } = document.querySelector("li.photo img");
    return [naturalWidth, naturalHeight];
  });
  assert.deepEqual(drawn, [1600, 1067], "the photo was made smaller");
  await tap('label[for="answer-size-plate"]');
  await tap("form > .button");
  await heading(page, "Check and send");
  await tap("#send");
  await heading(page, "Thank you. We have your report");
  await looksRight(page, "the receipt");
  assert.equal(taps, MOST_TAPS);
});

test("the map: under the cross with the keys alone, and never the only way", async () => {
  const place = await somewhereNew("pothole");
  const page = await browser.visitor();
  await page.goto("/report/?type=pothole");
  await page.fill("#point", place.text);
  await page.locator("#point").press("Tab");
  await page.getByText("This is in:").waitFor();
  const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => /pick_session/.test(name)));
  assert.equal(await loaded(), false, "the map is not loaded before it is asked for");
  await page.locator("#map-show").press("Enter");
  await page.locator("#map-take").waitFor();
  await tabTo(page, "canvas");
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(700);
  await page.locator("#map-take").press("Enter");
  await until(page, (before) => document.querySelector("#point").value !== before, place.text);
  const [lat, long] = (await page.inputValue("#point")).split(", ").map(Number);
  assert.ok(Math.abs(lat - place.lat) < 0.0005, `${lat} is not near ${place.lat}`);
  assert.ok(long > place.long && long - place.long < 0.01, `${long} is not a step east of ${place.long}`);
  await page.getByText("This is in:").waitFor();
  await looksRight(page, "the map");
});

test("what lies near is a list, and what is chosen goes with the report", async () => {
  const { matches } = await api("/api/v1/addresses?q=library&limit=1");
  const page = await browser.visitor();
  await page.goto("/report/?type=pothole");
  await page.fill("#point", `${matches[0].lat}, ${matches[0].long}`);
  await page.locator("#point").press("Tab");
  const first = page.locator("#near button").first();
  await first.waitFor();
  await looksRight(page, "what lies near");
  const name = (await first.textContent()).trim();
  await first.press("Enter");
  await page.locator("#report").getByText("Chosen: ").waitFor();
  assert.ok(name.startsWith(await page.inputValue("#address")), name);
});

test("a draft that a closed tab left is offered, and goes on where it was", async () => {
  const page = await browser.visitor({});
  await page.goto("/report/?type=graffiti_removal");
  await page.fill("#point", (await somewhereNew("graffiti_removal")).text);
  await page.click("form > .button");
  await page.check("#answer-surface-metal");
  await page.fill("#description", "Blue paint");
  const { id, key } = await draftOf(page);
  const context = page.context();
  await page.close();
  const next = await context.newPage();
  await next.goto("/report/");
  await next.getByText("You began a report and did not finish it").waitFor();
  await looksRight(next, "an unfinished report");
  await next.getByRole("button", { name: "Go on with it" }).click();
  await heading(next, "Tell us more");
  assert.ok(await next.isChecked("#answer-surface-metal"));
  assert.equal(await next.inputValue("#description"), "Blue paint");
  assert.deepEqual([(await draftOf(next)).id, (await draftOf(next)).key], [id, key]);
});

test("from right to left nothing is cut off or covered", async () => {
  const page = await browser.visitor();
  await page.goto("/report/?type=pothole");
  await heading(page, "Where is it?");
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await looksRight(page, "from right to left");
});
