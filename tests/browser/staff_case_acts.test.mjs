/** What is done from a case: photos added, made public and taken back; merged; handed to an outside owner; work ended. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, somewhereNew, waitFor } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";
import { signIn, staffApi } from "./support/staff.mjs";
import { FROM_OWN, OWN, graffiti, picture, workOf } from "./support/work.mjs";

const SANITATION = "dispatcher.sanitation@example.org";
const STREETS = "dispatcher.public_works@example.org";
const TRIAGE = "triage@example.org";
const SEND = process.platform === "darwin" ? "Meta+Enter" : "Control+Enter";
let browser;
let admin;
before(async () => {
  browser = await openBrowser();
  admin = await staffApi("admin@example.org");
});
afterEach(() => browser.settle());
after(() => browser.close());

const seen = (number) => admin("GET", `/requests/${number}`);

async function atTheCase(number, name, who = SANITATION) {
  const page = await browser.visitor(FROM_OWN);
  await signIn(page, who, undefined, `${OWN}/staff/#/case/${number}`);
  await heading(page, `${name} ${number}`);
  return page;
}

/** Open a form by its heading, with the keys; the focus is in its first field then. */
async function unfold(page, form, field) {
  await tabTo(page, `#${form}-summary`);
  await page.keyboard.press("Enter");
  await until(page, (id) => document.getElementById(id)?.closest("details")?.open === true, form);
  if (field) await tabTo(page, `#${field}`);
}
const folded = (page, form) => until(page, (id) => document.activeElement?.id === `${id}-summary`, form);

test("a photo of staff is added, made public, and taken back from the public", async () => {
  const number = await graffiti();
  await workOf(admin, number);
  const page = await atTheCase(number, "Graffiti");
  await page.getByText("Nobody sent one.").waitFor();
  await unfold(page, "add-photos");
  await page.locator("#case-photo").focus();
  await page.keyboard.press(SEND);
  await page.getByText("Please choose a photo first.").waitFor();
  await page.setInputFiles("#case-photo", picture());
  await page.locator("#case-photos [data-state=ready]").waitFor();
  await looksRight(page, "adding a photo");
  // its answer is lost: the same again adds it once
  let lost = 0;
  await page.route(`**/requests/${number}/photos*`, async (route) => {
    if (route.request().method() !== "POST" || lost++) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.locator("#case-photo").focus();
  await page.keyboard.press(SEND);
  await page.getByText(/it is not known whether it arrived/).waitFor();
  await page.locator("#case-photo").focus();
  await page.keyboard.press(SEND);
  await folded(page, "add-photos");
  assert.equal((await seen(number)).staff_photo_ids.length, 1);
  await page.getByRole("button", { name: "Show the photo" }).press("Enter");
  await page.getByText("From staff").waitFor();
  await until(page, () => document.activeElement?.closest("#case-photos .all") !== null);
  await looksRight(page, "the photos of a case");
  const turn = page.locator("#case-photos .all button");
  const told = async () => (await api(`/api/v1/requests/${number}`)).photos;
  assert.deepEqual(await told(), []);
  await turn.press("Enter");
  await page.getByText("From staff, public").waitFor();
  assert.match(await turn.innerText(), /^Take it back/);
  const [{ url, of }] = await told();
  assert.equal(of, "staff");
  await waitFor(async () => (await fetch(OWN + url)).status === 200, "the photo to be there for everybody");
  await turn.press("Enter");
  await page.getByText("From staff, public").waitFor({ state: "detached" });
  assert.deepEqual(await told(), []);
  await waitFor(async () => (await fetch(OWN + url)).status === 404, "the photo to be gone");
  await page.locator("#history").getByText("Taken back from the public").waitFor();
});

test("a case is merged into another one, and the merge taken back", async () => {
  const [number, other] = [await graffiti(), await graffiti()];
  await Promise.all([number, other].map((one) => workOf(admin, one)));
  const page = await atTheCase(number, "Graffiti");
  await unfold(page, "merge", "merge-into");
  await page.keyboard.press(SEND);
  await page.getByText("Please type the tracking number of the other case.").waitFor();
  await page.keyboard.type(number);
  await tabTo(page, "#merge-reason");
  await page.keyboard.type("the very same wall");
  await page.keyboard.press(SEND);
  await page.getByText(/That is this request itself/).waitFor();
  await looksRight(page, "a merge that cannot be");
  await page.locator("#merge-into").fill(other.toLowerCase());
  await page.locator("#merge-into").press(SEND);
  await page.getByText("This was merged into").waitFor();
  assert.equal((await seen(number)).duplicate_of, other);
  await looksRight(page, "a merged case");
  await page.locator("#same-title ~ p a", { hasText: other }).press("Enter");
  await heading(page, `Graffiti ${other}`);
  await page.getByText("One report was merged into this:").waitFor();
  await page.goBack();
  await heading(page, `Graffiti ${number}`);
  await unfold(page, "unmerge", "unmerge-reason");
  await page.keyboard.type("two walls after all");
  await page.keyboard.press(SEND);
  await page.getByText("This was merged into").waitFor({ state: "detached" });
  await page.locator("#history").getByText("Merge taken back").waitFor();
  const again = await seen(number);
  assert.deepEqual([again.duplicate_of, again.closed_at], [null, null]);
});

test("work is handed to an outside owner, whose number and day to be asked stand there; they are asked", async () => {
  const { lat, long } = await somewhereNew("signal_timing");
  const answers = { who_waits: ["driving"] };
  const { service_request_id: number } = await api("/api/v1/requests", { method: "POST", body: { service_code: "signal_timing", lat, long, answers } });
  await workOf(admin, number);
  const { service_name: name } = await seen(number);
  const page = await atTheCase(number, name, STREETS);
  await page.locator("[data-order]").first().press("Enter");
  await until(page, () => document.activeElement?.id === "order-title");
  await tabTo(page, "#one-action");
  await page.locator("#one-action").selectOption("transfer");
  await page.locator("#one-to").selectOption("state_transportation");
  await page.locator("#one-reason").selectOption("other_owner");
  await page.getByRole("button", { name: "Do it" }).press("Enter");
  await page.getByText("Passed on to").first().waitFor();
  // the work is theirs now and not for our eyes; the focus is not lost
  await until(page, () => document.activeElement?.id === "orders-title");
  await page.getByRole("link", { name: "555-0192" }).waitFor();
  await page.getByText(/to be asked on /).waitFor();
  await looksRight(page, "passed on to an owner");
  const before = (await seen(number)).next_check_at;
  await unfold(page, "check", "check-note");
  await page.keyboard.press(SEND);
  await page.getByText("Please say what they answered.").waitFor();
  await page.keyboard.type("they come next week, their number is S-8841");
  await page.keyboard.press(SEND);
  await folded(page, "check");
  await page.locator("#history").getByText("they come next week, their number is S-8841").waitFor();
  assert.ok((await seen(number)).next_check_at >= before);
  const everybody = JSON.stringify(await api(`/api/v1/requests/${number}`));
  assert.ok(!everybody.includes("S-8841"), "what they said stays among staff");
});

test("work is ended from the case; what it lacks is said, and the case goes on by itself", async () => {
  const number = await graffiti();
  await workOf(admin, number);
  const page = await atTheCase(number, "Graffiti");
  await page.locator("[data-order]").first().press("Enter");
  await until(page, () => document.activeElement?.id === "order-title");
  await page.getByRole("button", { name: "End this work" }).press("Enter");
  await until(page, () => document.activeElement?.matches("form h3"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press(SEND);
  await page.getByText("This ending needs a photo that shows it.").waitFor();
  await looksRight(page, "ending work from a case");
  // somebody else changes the work order meanwhile: nothing that was written is lost
  await page.getByLabel("A sentence for the resident").fill("The wall is clean.");
  await page.getByLabel("Cleaned area").fill("3");
  await page.setInputFiles("section[aria-labelledby=order-title] input[type=file]", picture());
  const [{ work_order_id }] = (await seen(number)).work_orders;
  await admin("POST", `/requests/${number}/work-orders/${work_order_id}/assign`, { crew: "graffiti_1" });
  await page.getByLabel("A sentence for the resident").press(SEND);
  await page.getByText(/Admin changed this .* ago: assigned/).waitFor();
  await page.locator("section[aria-labelledby=order-title]").getByText("Assigned", { exact: true }).waitFor();
  assert.equal(await page.getByLabel("A sentence for the resident").inputValue(), "The wall is clean.");
  await page.getByLabel("A sentence for the resident").press(SEND);
  await page.locator("section[aria-labelledby=order-title]").getByText("Completed", { exact: true }).waitFor();
  await page.locator("#history").getByText(/Work ended/).waitFor();
  const ended = (await seen(number)).work_orders.find((one) => one.work_order_id === work_order_id);
  assert.deepEqual([ended.outcome, ended.sentence, ended.quantities], ["cleaned", "The wall is clean.", { cleaned_area: 3 }]);
  // the workflow closes the case; the screen follows by itself
  await waitFor(async () => (await seen(number)).closed_at !== null, "the case to be closed");
  await page.locator("#standing-title").getByText("Done", { exact: true }).waitFor();
});

test("whoever may not add photos is not asked to; triage may do all of it", async () => {
  const number = await graffiti();
  await workOf(admin, number);
  const manager = await atTheCase(number, "Graffiti", "manager@example.org");
  await manager.locator("#history").waitFor();
  assert.equal(await manager.locator("#add-photos-summary, #merge-summary").count(), 0);
  const page = await atTheCase(number, "Graffiti", TRIAGE);
  await page.locator("#add-photos-summary").waitFor();
  await page.locator("#merge-summary").waitFor();
});
