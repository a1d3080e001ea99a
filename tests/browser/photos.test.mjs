/** Photos of a report: chosen, sent straight to the store, checked, refused with a reason, taken out, sent along. */
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, until } from "./support/browser.mjs";
import { api, CLOUD, DOOR, somewhereNew } from "./support/city.mjs";
import { breakingLine } from "./support/cut.mjs";
import { draftOf, waitingReports } from "./support/kept.mjs";
import { looksRight } from "./support/looks.mjs";

// A JPEG of one pixel; cut short it is damaged.
const GOOD = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/" +
    "wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEI" +
    "I0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ip" +
    "qrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z",
  "base64",
);
// The store takes photos from the city's public address only, which is this name and not the number.
const OWN = DOOR.replace("127.0.0.1", "localhost");
const folder = mkdtempSync(join(tmpdir(), "hex311-photos-"));
const file = (name, data) => (writeFileSync(join(folder, name), data), join(folder, name));

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

/** The details step of a report of a pothole; pictures go to the store of the local cloud. */
async function detailsPage() {
  const page = await browser.visitor({ alsoFrom: [CLOUD, OWN], baseURL: OWN });
  await page.goto("/report/?type=pothole");
  await page.fill("#point", (await somewhereNew("pothole")).text);
  await page.click("form > .button");
  await heading(page, "Tell us more and send");
  await page.check("#answer-size-plate");
  return page;
}

const states = (page) => page.$$eval(".photo[data-state]", (items) => items.map((item) => item.dataset.state));
const inState = (page, ...wanted) =>
  until(page, (all) => JSON.stringify([...document.querySelectorAll("li.photo")].map((one) => one.dataset.state)) === all, JSON.stringify(wanted));

test("photos are sent, checked, refused with a reason, taken out, and go with the report", async () => {
  const page = await detailsPage();
  await page.setInputFiles("#photos", [file("good.jpg", GOOD), file("damaged.jpg", GOOD.subarray(0, 200))]);
  await inState(page, "ready", "refused");
  assert.match(await page.textContent("#photos-list"), /Ready to go with your report.*The picture is damaged/s);
  await looksRight(page, "a photo that is ready and one that was refused");

  await page.reload();
  await inState(page, "ready", "refused");
  await page.click("li.photo:nth-child(2) button");
  await inState(page, "ready");
  await page.click("#send");
  await heading(page, "Thank you. We have your report");
  await page.click("#follow-link");
  await heading(page, "Pothole");
  assert.match(await page.textContent("#request"), /We have your photos/);
  await looksRight(page, "the status with photos that wait for staff");
});

test("a me too takes a photo along, which waits for staff", async () => {
  const page = await browser.visitor({ alsoFrom: [CLOUD, OWN], baseURL: OWN });
  const place = await somewhereNew("pothole");
  const body = { service_code: "pothole", lat: place.lat, long: place.long, answers: { size: "plate" } };
  const number = (await api("/api/v1/requests", { method: "POST", body })).service_request_id;
  await page.goto("/report/?type=pothole");
  await heading(page, "Where is it?");
  await page.fill("#point", place.text);
  await page.click("form > .button");
  await heading(page, "Is it one of these?");
  await page.click('[data-choice="me-too"]');
  await page.setInputFiles(`#photos-${number}`, [file("good.jpg", GOOD)]);
  await inState(page, "ready");
  await looksRight(page, "a me too with a photo");
  const joining = page.waitForRequest((request) => new URL(request.url()).pathname.endsWith("/me-too"));
  await page.click('[data-choice="join"]');
  assert.equal((await joining).postDataJSON().photo_ids.length, 1);
  await until(page, () => /You are counted/.test(document.querySelector("#report").textContent));
  const known = await api(`/api/v1/requests/${number}`);
  assert.equal(known.joined, 1);
  assert.deepEqual(known.photos, [], "nobody has looked at it yet");
});

/** A photo of some size, so that it can be cut in two. */
const large = (page) =>
  page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1600, height: 1200 });
    const pen = canvas.getContext("2d");
    for (let at = 0; at < 4000; at += 1) {
      pen.fillStyle = `hsl(${(at * 37) % 360} ${at % 100}% 50%)`;
      pen.fillRect((at * 97) % 1600, (at * 61) % 1200, 40, 30);
    }
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });

for (const [how, told] of [["half", "an upload that is cut at 50 %"], ["answer", "an upload whose answer is lost"]]) {
  test(`${told} arrives once, and nobody has to do anything`, async () => {
    const page = await detailsPage();
    const line = await breakingLine(page);
    line.breaks = how;
    const buffer = Buffer.from(await large(page));
    await page.setInputFiles("#photos", [{ name: "hole.jpg", mimeType: "image/jpeg", buffer }]);
    await inState(page, "lost");
    if (how === "half") await looksRight(page, "a photo that did not arrive");
    assert.ok(line.broken >= 1);
    const { ticket } = (await draftOf(page)).photos[0];
    line.breaks = null;
    await inState(page, "ready");
    const [photo] = (await draftOf(page)).photos;
    assert.equal(photo.photo_id, ticket.photo_id, "it is the same photo");
    assert.ok(line.sent >= 2);

    const filing = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/v1/requests");
    await page.click("#send");
    assert.deepEqual((await filing).postDataJSON().photo_ids, [photo.photo_id]);
    await heading(page, "Thank you. We have your report");
  });
}

test("nobody waits for a photo that is still being sent: it goes with the report", async () => {
  const page = await detailsPage();
  let [stopped, release] = [true, () => undefined];
  const held = new Promise((resolve) => (release = resolve));
  await page.route(
    (url) => url.origin === new URL(CLOUD).origin,
    async (route) => {
      if (stopped) await held;
      await route.continue();
    },
  );
  await page.setInputFiles("#photos", [file("good.jpg", GOOD)]);
  await inState(page, "sending");
  await page.click("#send");
  await until(page, () => document.querySelector("#send")?.getAttribute("aria-disabled") === "true");
  assert.equal((await waitingReports(page)).length, 1, "it is kept before its photo has arrived");
  stopped = false;
  const filing = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/v1/requests");
  release();
  assert.equal((await filing).postDataJSON().photo_ids.length, 1);
  await heading(page, "Thank you. We have your report");
  assert.deepEqual(await waitingReports(page), []);
});
