/** Ending a work order at a desk: what is missing, photos, amounts; why it cannot be done; somebody was quicker; a lost answer. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { looksRight } from "./support/looks.mjs";
import { signIn, staffApi } from "./support/staff.mjs";
import { FROM_OWN, OWN, graffiti, picture, workOf } from "./support/work.mjs";

const DISPATCHER = "dispatcher.sanitation@example.org";
const PANEL = "section[aria-labelledby=order-title]";
let browser;
let numbers;
let admin;
before(async () => {
  browser = await openBrowser();
  admin = await staffApi("admin@example.org");
  numbers = await Promise.all([graffiti(), graffiti()]);
  await Promise.all(numbers.map((number) => workOf(admin, number)));
});
afterEach(() => browser.settle());
after(() => browser.close());

/** The form of a work order, opened from the queue with the keyboard. */
async function formOf(number) {
  const page = await browser.visitor(FROM_OWN);
  await signIn(page, DISPATCHER, undefined, `${OWN}/staff/`);
  await heading(page, "Queue");
  const row = page.locator("[data-row]", { hasText: number });
  await until(page, (wanted) => [...document.querySelectorAll("[data-row]")].some((one) => one.textContent.includes(wanted)), number);
  await row.locator(".open").focus();
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement?.id === "order-title");
  await tabTo(page, `${PANEL} .buttons .button`);
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement?.matches("form h3"));
  return page;
}

const order = async (number) => (await admin("GET", `/requests/${number}`)).work_orders[0];

test("work is ended with the keyboard: what is missing is said, Escape loses nothing, Ctrl+Enter sends", async () => {
  const [number] = numbers;
  const page = await formOf(number);
  await looksRight(page, "the form that ends a work order");
  await page.keyboard.press("Tab"); // the first outcome
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+Enter");
  await page.getByText("This ending needs a photo that shows it.").waitFor();
  await until(page, () => document.activeElement?.type === "file");
  await looksRight(page, "a photo is missing");
  await page.getByLabel("A sentence for the resident").fill("We cleaned the whole wall.");
  await page.getByLabel("Cleaned area").fill("2,5");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "End this work" }).click();
  assert.equal(await page.getByLabel("A sentence for the resident").inputValue(), "We cleaned the whole wall.");
  await page.setInputFiles(`${PANEL} input[type=file]`, picture());
  await page.locator("[data-state=ready]").waitFor();
  await looksRight(page, "a photo that is ready");
  // the answer is lost on its way: the same is asked again, and counts once
  let lost = 0;
  await page.route("**/complete?*", async (route) => {
    if (lost++) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.getByLabel("A sentence for the resident").focus();
  await page.keyboard.press("Control+Enter");
  await page.locator(PANEL).getByText("Completed", { exact: true }).waitFor();
  assert.equal(lost, 2);
  const ended = await order(number);
  assert.deepEqual([ended.status, ended.outcome, ended.sentence, ended.quantities], ["completed", "cleaned", "We cleaned the whole wall.", { cleaned_area: 2.5 }]);
  assert.equal(ended.photo_ids.length, 1);
});

test("it cannot be done: a reason, what the resident reads, and somebody who was quicker", async () => {
  const number = numbers[1];
  const page = await formOf(number);
  await page.getByLabel("It cannot be done").check();
  await page.getByLabel("Why not?").selectOption("not_ours");
  await page.getByText("The resident reads:").waitFor();
  await page.getByLabel("A note for colleagues").fill("Ask the parks people.");
  const { work_order_id } = await order(number);
  await admin("POST", `/requests/${number}/work-orders/${work_order_id}/assign`, { crew: "graffiti_1" });
  await page.getByRole("button", { name: "End the work" }).click();
  await page.getByText(/Admin changed this .* ago: assigned/).waitFor();
  await page.locator(PANEL).getByText("Assigned", { exact: true }).waitFor(); // as it is now
  await looksRight(page, "somebody was quicker");
  assert.equal(await page.getByLabel("A note for colleagues").inputValue(), "Ask the parks people.");
  await page.getByRole("button", { name: "End the work" }).click();
  await page.locator(PANEL).getByText("Completed", { exact: true }).waitFor();
  const ended = await order(number);
  assert.deepEqual([ended.refusal_reason, ended.note], ["not_ours", "Ask the parks people."]);
});
