/** The page behind the link in a department's mail: what an outcome asks for, and why something cannot be done. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { openBrowser } from "./support/browser.mjs";
import { looksRight } from "./support/looks.mjs";

const PHOTO = "a".repeat(32);
const end = (code, status, photo, sentence) => ({ code, status, text: `It was ${code}.`, photo, sentence, reasons: [] });
const ORDER = {
  service_request_id: "7QX-4CM-2WF",
  work_order_id: "repair.fill",
  status: "open",
  outcome: null,
  due_at: "2026-12-01T12:00:00Z",
  title: "Fill the hole",
  service_name: "Pothole",
  department_name: "Streets",
  acknowledged: true,
  outcomes: [end("filled", "done", "required", "required"), end("not_found", "could_not_be_done", "optional", "optional")],
  refusals: [{ code: "weather", name: "The weather does not allow it", outcomes: ["not_found"] }],
  counts: { quantities: [{ code: "holes", name: "Holes", unit: "pieces", required: true }], materials: [] },
  location: { lat: 41.3, long: -97.1 },
};

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

/** The page with a token; `answers` are what the city says to each answer in turn, `sent` what it was sent. */
async function opened(answers) {
  const page = await browser.visitor();
  await page.setViewportSize({ width: 320, height: 640 });
  const sent = [];
  await page.route("**/api/v1/callbacks/link*", (route) => {
    if (route.request().method() === "GET") return route.fulfill({ json: ORDER });
    sent.push(route.request().postDataJSON());
    return route.fulfill(answers.shift());
  });
  await page.route("**/api/v1/photos*", (route) =>
    route.fulfill({ json: { photo_id: PHOTO, secret: "s", upload: { url: "/api/v1/upload", fields: {} }, most_bytes: 1e6, expires_in_s: 300 } }),
  );
  await page.route("**/api/v1/upload", (route) => route.fulfill({ status: 204 }));
  await page.route(`**/api/v1/photos/${PHOTO}*`, (route) => route.fulfill({ json: { photo_id: PHOTO, state: "ready", reason: null, reason_text: null } }));
  await page.goto("/work/#a-token-of-a-mail");
  await page.locator("#complete-choice").waitFor();
  return { page, sent };
}

test("work ends with the photo, the sentence and the amounts that its outcome asks for", async () => {
  const missing = { code: "bad_input", message: "Some of what was sent needs mending.", problems: [{ field: "photo_ids", problem: "This outcome needs a photo that shows it.", how_to_mend: "" }] };
  const { page, sent } = await opened([{ status: 400, json: missing }, { json: { ...ORDER, status: "completed" } }]);
  await looksRight(page, "a department's link");
  await page.fill("#complete-sentence", "The hole is filled.");
  await page.fill("#complete-holes", "2");
  await page.click("text=Report the end");
  await page.getByText("This outcome needs a photo that shows it.").waitFor();
  assert.equal(await page.inputValue("#complete-sentence"), "The hole is filled.");
  await page.setInputFiles("#complete-photos", { name: "done.png", mimeType: "image/png", buffer: Buffer.from("png") });
  await page.locator('[data-state="ready"]').waitFor();
  await page.click("text=Report the end");
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  assert.deepEqual(sent[1], {
    token: "a-token-of-a-mail",
    action: "complete",
    outcome: "filled",
    note: "",
    sentence: "The hole is filled.",
    photo_ids: [PHOTO],
    quantities: { holes: 2 },
    materials: {},
  });
});

test("what cannot be done is said with a reason of the city", async () => {
  const { page, sent } = await opened([{ json: { ...ORDER, status: "completed" } }]);
  await page.click("text=Report that it cannot be done");
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  assert.deepEqual(sent, [{ token: "a-token-of-a-mail", action: "refuse", reason: "weather", outcome: "not_found", note: "" }]);
  assert.equal(await page.locator("#refuse-choice").count(), 0);
});
