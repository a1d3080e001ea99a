/** What makes a report quick: few taps, a photo made small, a map for those who want one, a draft that is found again. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, CLOUD, DOOR, somewhereNew } from "./support/city.mjs";
import { photoTaken } from "../../web/tools/photo_with_place.mjs";
import { draftOf, keptPhotos } from "./support/kept.mjs";
import { looksRight, tell } from "./support/looks.mjs";

const OWN = DOOR.replace("127.0.0.1", "localhost");
const MOST_TAPS = 4;

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** A phone whose holder has let the city know where they are, and a count of their taps. */
async function phoneAt(place) {
  const geolocation = { latitude: place.lat, longitude: place.long, accuracy: 8 };
  const page = await browser.visitor({ geolocation, permissions: ["geolocation"], alsoFrom: [CLOUD, OWN], baseURL: OWN, ...PHONE });
  const counted = { taps: 0 };
  const tap = async (selector) => {
    counted.taps += 1;
    await page.tap(selector);
  };
  return { page, tap, counted };
}

/** A photo of a camera, large; where it was taken stands in it, if it does. */
async function photo(page, place = null) {
  const drawn = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 3000, height: 2000 });
    canvas.getContext("2d").fillRect(100, 100, 900, 900);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const begin = place ? [...photoTaken(place).slice(0, -4)] : [0xff, 0xd8];
  return [{ name: "hole.jpg", mimeType: "image/jpeg", buffer: Buffer.from([...begin, ...drawn.slice(2)]) }];
}

const visible = (page, selector) =>
  page.evaluate((wanted) => {
    const box = document.querySelector(wanted).getBoundingClientRect();
    return box.top >= 0 && box.bottom <= window.innerHeight;
  }, selector);

test("a pothole where one stands takes four taps and a photo", async () => {
  const { page, tap, counted } = await phoneAt(await somewhereNew("pothole"));
  await page.goto("/report/");
  await heading(page, "What do you want to report?");
  await looksRight(page, "tiles, and a photo first");
  await tap('.top-types a[href$="type=pothole"]');
  await heading(page, "Where is it?");
  await page.getByText("Your device says you are here").waitFor();
  await page.locator("#report").getByText(/^Near /).waitFor();
  assert.ok(await visible(page, "form > .button"), "the place and the way on are in view, nothing has to be scrolled");
  await looksRight(page, "the place that the device tells");
  await tap("form > .button");
  await heading(page, "Tell us more and send");
  await page.setInputFiles("#photos", await photo(page));
  await tap('label[for="answer-size-plate"]');
  assert.match(await page.textContent("dl"), /Where\s*Near /, "the place stands there to be checked once more");
  await tap("#send");
  await heading(page, "Thank you. We have your report");
  await looksRight(page, "the receipt");
  tell({ taps: counted.taps });
  assert.equal(counted.taps, MOST_TAPS);
});

test("with a photo first it takes four taps as well, and words are asked for once", async () => {
  const place = await somewhereNew("pothole");
  const { page, tap, counted } = await phoneAt(place);
  await page.goto("/report/#photo");
  await heading(page, "What do you want to report?");
  await page.setInputFiles("#photos", await photo(page, { lat: place.lat + 0.0001, long: place.long }));
  await page.fill("#search", "hole in the road");
  await looksRight(page, "a photo first, and own words");
  await tap('.types a[href$="type=pothole"]');
  await heading(page, "Where is it?");
  await page.getByText("Your device says you are here").waitFor();
  await tap("form > .button");
  await heading(page, "Tell us more and send");
  await until(page, () => document.querySelector("li.photo")?.dataset.state === "ready");
  assert.equal(await page.inputValue("#description"), "hole in the road");
  const drawn = await page.evaluate(() => {
    const { naturalWidth, naturalHeight } = document.querySelector("li.photo img");
    return [naturalWidth, naturalHeight];
  });
  assert.deepEqual(drawn, [1600, 1067], "the photo was made smaller");
  await tap('label[for="answer-size-plate"]');
  await tap("#send");
  await heading(page, "Thank you. We have your report");
  assert.equal(counted.taps, MOST_TAPS);
});

test("a photo taken elsewhere: its place is offered, taken when one says so, and leaves the device with the report alone", async () => {
  const place = await somewhereNew("pothole");
  const { page, tap } = await phoneAt(await somewhereNew("pothole"));
  const asked = [];
  page.on("request", (request) => asked.push(decodeURIComponent(request.url())));
  await page.goto("/report/");
  await page.setInputFiles("#photos", await photo(page, place));
  await until(page, () => document.querySelector("li.photo img"));
  const stored = await keptPhotos(page);
  assert.equal(stored.length, 1);
  assert.equal(stored[0].includes("Exif"), false, "what is kept and sent has no place in it");
  await tap('.top-types a[href$="type=pothole"]');
  await heading(page, "Where is it?");
  await page.getByText("Your photo says where it was taken").waitFor();
  await until(page, () => document.querySelector("#locate").getAttribute("aria-disabled") === "false");
  assert.equal(await page.inputValue("#point"), "", "with two places to choose from, none is taken unasked");
  assert.deepEqual(asked.filter((address) => address.includes(String(place.lat))), [], "nobody was asked about it");
  await looksRight(page, "the place of a photo is offered");
  await tap("#photo-place button");
  await page.locator("#report").getByText("This is where the photo was taken").waitFor();
  await looksRight(page, "the place of a photo is taken");
  const [lat, long] = (await page.inputValue("#point")).split(", ").map(Number);
  assert.ok(Math.abs(lat - place.lat) < 2e-5 && Math.abs(long - place.long) < 2e-5);
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
  const asked = [];
  page.on("request", (request) => request.url().includes("/assets/near") && asked.push(request.url()));
  await page.goto("/report/?type=pothole");
  await page.fill("#point", `${matches[0].lat}, ${matches[0].long}`);
  await page.locator("#point").press("Tab");
  const first = page.locator("#near button").first();
  await first.waitFor();
  await looksRight(page, "what lies near");
  assert.equal(asked.length, 1, "asked once");
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
