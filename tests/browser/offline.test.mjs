/** A report filed without a connection arrives once, with its photo; the page itself opens without one too. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, until } from "./support/browser.mjs";
import { api, CLOUD, DOOR, somewhereNew, waitFor } from "./support/city.mjs";
import { waitingReports } from "./support/kept.mjs";
import { looksRight } from "./support/looks.mjs";

// The store takes photos from the city's public address only, which is this name and not the number.
const OWN = DOOR.replace("127.0.0.1", "localhost");

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

/** A phone's photo: large, and drawn in the page so that no file needs to be kept. */
const photo = (page) =>
  page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 2400, height: 1800 });
    const pen = canvas.getContext("2d");
    for (let at = 0; at < 400; at += 1) {
      pen.fillStyle = `hsl(${(at * 37) % 360} 60% 50%)`;
      pen.fillRect((at * 97) % 2400, (at * 61) % 1800, 240, 180);
    }
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });

test("in airplane mode: kept with its photo, shown as waiting, filed once when the connection is back, though an answer is lost", async () => {
  const page = await browser.visitor({ alsoFrom: [CLOUD, OWN], baseURL: OWN, serviceWorkers: "allow" });
  const place = await somewhereNew("pothole");
  await page.goto("/report/?type=pothole");
  await heading(page, "Where is it?");
  await until(page, async () => Boolean((await navigator.serviceWorker.getRegistration())?.active), null, "the worker to stand");
  const picture = Buffer.from(await photo(page));

  await page.context().setOffline(true);
  await page.reload();
  await heading(page, "Where is it?");
  await page.getByText("You are offline").waitFor();
  await page.fill("#point", place.text);
  await page.click("form > .button");
  await heading(page, "Tell us more and send");
  await page.check("#answer-size-plate");
  await page.setInputFiles("#photos", [{ name: "hole.jpg", mimeType: "image/jpeg", buffer: picture }]);
  await until(page, () => document.querySelector("li.photo img") && document.querySelector("li.photo").dataset.state === "lost");
  await looksRight(page, "a photo that is kept");
  await page.click("#send");
  await heading(page, "Your report is kept on this phone");
  await looksRight(page, "a report that waits");
  const [waiting] = await waitingReports(page);
  assert.equal(waiting.left, false);

  const sent = [];
  page.on("request", (request) => {
    if (request.method() !== "POST" || new URL(request.url()).pathname !== "/api/v1/requests") return;
    sent.push({ key: request.headers()["idempotency-key"], body: request.postData() });
  });
  let lost = null;
  await page.route("**/api/v1/requests?*", async (route) => {
    const answer = await route.fetch();
    if (lost) return route.fulfill({ response: answer });
    lost = await answer.json();
    return route.abort("connectionreset"); // the first answer is lost on its way
  });
  await page.context().setOffline(false);
  await heading(page, "Thank you. We have your report");
  const number = await page.textContent("#number");
  assert.equal(number, lost.service_request_id, "the receipt is that of the report which had arrived");
  assert.ok(sent.length >= 2);
  assert.deepEqual(new Set(sent.map(({ key }) => key)).size, 1);
  assert.deepEqual(new Set(sent.map(({ body }) => body)).size, 1, "what has left is sent the same again");
  assert.equal(JSON.parse(sent[0].body).photo_ids.length, 1);
  assert.deepEqual(await waitingReports(page), []);
  const query = new URLSearchParams({ lat: place.lat, long: place.long, service_code: "pothole" });
  const known = await waitFor(async () => (await api(`/api/v1/duplicates?${query}`)).duplicates, "the report");
  assert.deepEqual(known.map((one) => one.service_request_id), [number]);
});

test("before it has left, a waiting report can be changed or taken away", async () => {
  const page = await browser.visitor({ serviceWorkers: "allow" });
  const place = await somewhereNew("pothole");
  await page.goto("/report/?type=pothole");
  await page.fill("#point", place.text);
  await page.click("form > .button");
  await page.check("#answer-size-plate");
  await page.context().setOffline(true);
  await page.click("#send");
  await heading(page, "Your report is kept on this phone");
  await page.getByRole("button", { name: "Change it" }).click();
  await heading(page, "Tell us more and send");
  assert.deepEqual(await waitingReports(page), []);
  await page.click("#send");
  await page.getByRole("button", { name: "Do not send it" }).click();
  await heading(page, "What do you want to report?");
  assert.deepEqual(await waitingReports(page), []);
});
