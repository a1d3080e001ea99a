/**
 * Pictures of every state of reporting for docs/screens/resident/: a phone and a desk, light and dark.
 *   HEX311_DOOR=http://127.0.0.1:8311 HEX311_CLOUD=http://127.0.0.1:4566 node tests/browser/screens_report.mjs
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { photoTaken } from "../../web/tools/photo_with_place.mjs";
import { heading, openBrowser, until } from "./support/browser.mjs";
import { api, CLOUD, DOOR, somewhereNew } from "./support/city.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/resident/", import.meta.url));
const OWN = DOOR.replace("127.0.0.1", "localhost"); // the name under which the store takes photos
const SIZES = [
  [320, 640],
  [1280, 900],
];
const SCHEMES = ["light", "dark"];
const WORDS = "hole in the road";

mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
const { matches } = await api("/api/v1/addresses?q=main&limit=1");
const place = { lat: matches[0].lat, long: matches[0].long };

/** The same state at both sizes and in both schemes. */
async function picture(page, name) {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(150);
      await page.screenshot({ path: `${FOLDER}report-${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
}

/** A street with a hole in it, as far as a canvas can draw one, with the place where it was taken. */
async function photo(page) {
  const drawn = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1600, height: 1200 });
    const pen = canvas.getContext("2d");
    const shade = (from, to, ...line) => {
      const colours = pen.createLinearGradient(...line);
      colours.addColorStop(0, from);
      colours.addColorStop(1, to);
      return colours;
    };
    pen.fillStyle = shade("#b7c6cf", "#dfe5e6", 0, 0, 0, 420);
    pen.fillRect(0, 0, 1600, 420);
    pen.fillStyle = shade("#5f6366", "#3c3f42", 0, 420, 0, 1200);
    pen.fillRect(0, 420, 1600, 780);
    pen.fillStyle = "#e0d9b8";
    for (let at = 0; at < 5; at += 1) pen.fillRect(770 - at * 6, 450 + at * 160, 30 + at * 14, 70 + at * 12);
    pen.fillStyle = "#24262a";
    pen.beginPath();
    pen.ellipse(480, 860, 270, 120, -0.1, 0, 7);
    pen.fill();
    pen.fillStyle = "#17181b";
    pen.beginPath();
    pen.ellipse(500, 880, 190, 76, -0.1, 0, 7);
    pen.fill();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const begin = photoTaken({ lat: place.lat, long: place.long }).slice(0, -4);
  return [{ name: "IMG_2024.jpg", mimeType: "image/jpeg", buffer: Buffer.from([...begin, ...drawn.slice(2)]) }];
}

async function visitor(options = {}) {
  return browser.visitor({ alsoFrom: [CLOUD, OWN], baseURL: OWN, serviceWorkers: "allow", ...options });
}
async function at(page, type, point) {
  await page.goto(`/report/?type=${type}`);
  await heading(page, "Where is it?");
  await page.fill("#point", point);
  await page.locator("#point").press("Tab");
  await page.getByText("This is in:").waitFor();
  await page.click("form > .button");
}
const next = (page) => page.click("form > .button");

// a pothole, photo first, where one stands
const geolocation = { latitude: place.lat, longitude: place.long, accuracy: 8 };
const phone = await visitor({ geolocation, permissions: ["geolocation"] });
await phone.goto("/report/");
await heading(phone, "What do you want to report?");
await phone.locator(".top-types a").first().waitFor();
await picture(phone, "what");
await phone.setInputFiles("#photos", await photo(phone));
await phone.fill("#search", WORDS);
await until(phone, () => document.querySelector("li.photo")?.dataset.state === "ready");
await picture(phone, "what-words-photo");
await phone.click('.types a[href$="type=pothole"]');
await heading(phone, "Where is it?");
await phone.locator("#near").waitFor();
await picture(phone, "where");
await next(phone);
await until(phone, () => ["Tell us more and send", "Is it one of these?"].includes(document.querySelector("h1").textContent));
if ((await phone.textContent("h1")).startsWith("Is it")) await phone.getByRole("button", { name: "Mine is different" }).click();
await heading(phone, "Tell us more and send");
await phone.check("#answer-size-plate");
await phone.fill("#email", "ana.morales@example.org");
await picture(phone, "short");
await phone.click("#send");
await heading(phone, "Thank you. We have your report");
await picture(phone, "done");

// the same place again: known already, joined, and a photo that was taken elsewhere
const second = await visitor();
await second.goto("/report/");
await second.setInputFiles("#photos", await photo(second));
await second.locator("li.photo img").waitFor();
await second.click('.top-types a[href$="type=pothole"]');
await second.locator("#photo-place").waitFor();
await picture(second, "where-photo");
await second.click("#map-show");
await second.locator("#map-take").waitFor();
await second.waitForTimeout(2_500);
await picture(second, "where-map");
await second.click("#photo-place button");
await second.locator("#report").getByText("This is where the photo was taken").waitFor();
await next(second);
await heading(second, "Is it one of these?");
await picture(second, "known");
await second.locator('[data-choice="me-too"]').first().click();
await second.locator('[data-choice="join"]').waitFor();
await picture(second, "known-me-too");

// many questions, danger, and what is wrong
const long = await visitor();
await at(long, "tree_down", (await somewhereNew("tree_down")).text);
await heading(long, "Tell us more and send");
await next(long);
await long.locator(".problems").waitFor();
await picture(long, "problems");
await at(long, "graffiti_removal", (await somewhereNew("graffiti_removal")).text);
await heading(long, "Tell us more");
for (const choice of ["surface-metal", "owner-public", "hateful-no"]) await long.check(`#answer-${choice}`);
await long.fill("#description", "Blue paint on the switch box beside the bus stop.");
await picture(long, "details");
await next(long);
await heading(long, "Check and send");
await picture(long, "check");
await until(long, async () => Boolean((await navigator.serviceWorker.getRegistration())?.active));
await long.context().setOffline(true);
await long.click("#send");
await heading(long, "Your report is kept on this phone");
await picture(long, "waiting");
await browser.close();
