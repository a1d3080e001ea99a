/** The queue of a department, by keyboard: one work order, many at once and back, two people at the same one. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { api, somewhereNew, waitFor } from "./support/city.mjs";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { looksRight } from "./support/looks.mjs";
import { SIGNING_IN, signIn, staffApi } from "./support/staff.mjs";
import { workOf } from "./support/work.mjs";

const DISPATCHER = "dispatcher.sanitation@example.org";
const SOON = new Date(Date.now() + 5 * 24 * 3_600_000).toISOString().slice(0, 10);
let browser;
let numbers;
before(async () => {
  browser = await openBrowser();
  numbers = [];
  for (let count = 0; count < 3; count += 1) numbers.push(await filed());
});
afterEach(() => browser.settle());
after(() => browser.close());

async function filed() {
  const { lat, long } = await somewhereNew("graffiti_removal");
  const { questions } = await api("/api/v1/services/graffiti_removal");
  const answers = Object.fromEntries(
    questions.filter(({ required, when }) => required && !when).map(({ code, values }) => [code, values?.at(-1)?.key ?? "by the door"]),
  );
  const body = { service_code: "graffiti_removal", lat, long, answers };
  return (await api("/api/v1/requests", { method: "POST", body })).service_request_id;
}

async function atTheQueue(query = "") {
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, DISPATCHER);
  await heading(page, "Queue");
  await page.evaluate((asked) => (window.location.hash = `/queue${asked}`), query);
  // what was filed a moment ago becomes work a moment later
  await waitFor(async () => {
    const there = await page.locator("[data-row]").allInnerTexts();
    if (numbers.every((number) => there.some((row) => row.includes(number)))) return true;
    await page.reload();
    await page.locator("[data-row]").first().waitFor();
    return false;
  }, "the new work in the queue");
  return page;
}

const rowOf = (page, number) => page.locator("[data-row]", { hasText: number });

test("a work order is taken with the keyboard alone, and leaves the queue of the open ones", async () => {
  const page = await atTheQueue();
  await looksRight(page, "the queue");
  await tabTo(page, "[data-row] .open");
  const [number] = numbers;
  const row = Number(await rowOf(page, number).getAttribute("data-row"));
  await page.keyboard.press("Home");
  for (let step = 0; step < row; step += 1) await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement?.id === "order-title");
  await page.getByLabel("Work orders").waitFor();
  assert.match(await page.locator("section[aria-labelledby=order-title]").innerText(), new RegExp(number));
  await looksRight(page, "a work order");
  await tabTo(page, "#one-action");
  await tabTo(page, "#one-action ~ *, form .button");
  await page.keyboard.press("Enter");
  await until(page, (gone) => ![...document.querySelectorAll("[data-row]")].some((one) => one.textContent.includes(gone)), number);
  assert.match(await page.locator("section[aria-labelledby=order-title]").innerText(), /Assigned[\s\S]*Dispatcher of sanitation/);
});

test("many are planned at once: what would happen, doing it, taking it back", async () => {
  const page = await signedIn();
  for (const number of numbers.slice(1)) await rowOf(page, number).getByRole("checkbox").check();
  await page.getByText("2 chosen").waitFor();
  await page.getByLabel("Step").selectOption("schedule");
  await page.getByRole("button", { name: "See what would happen" }).click();
  await page.getByText("Please choose a day.").waitFor();
  await page.getByLabel("Day").fill(SOON);
  await page.getByRole("button", { name: "See what would happen" }).click();
  await page.getByText("2 work orders would change.").first().waitFor();
  await looksRight(page, "what would happen");
  await page.getByRole("button", { name: "Do it" }).click();
  await page.getByText("2 work orders were changed.").first().waitFor();
  for (const number of numbers.slice(1)) await rowOf(page, number).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Take it back" }).click();
  for (const number of numbers.slice(1)) await rowOf(page, number).waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  await until(page, (number) => {
    const row = [...document.querySelectorAll("[data-row]")].find((one) => one.textContent.includes(number));
    return row && /Graffiti[\s\S]*left[\s\S]*-/.test(row.innerText) && row.innerText.includes(number);
  }, numbers[1], "what, until when and which case, also on a phone");
});

test("who comes second is told by whom it was changed", async () => {
  const [one, other] = [await signedIn(), await signedIn("?department=sanitation", "admin@example.org")];
  const number = numbers[2];
  for (const page of [one, other]) await rowOf(page, number).locator(".open").click();
  await other.locator("section[aria-labelledby=order-title]").waitFor();
  await other.route("**/api/v1/staff/queue?*", () => {}); // it does not hear of it in the meantime
  await one.getByRole("button", { name: "Do it" }).click();
  await one.locator("section[aria-labelledby=order-title]").getByText("Assigned", { exact: true }).waitFor();
  await other.getByLabel("Step").selectOption("schedule");
  await other.getByLabel("Day").fill(SOON);
  await other.getByRole("button", { name: "Do it" }).click();
  const panel = other.locator("section[aria-labelledby=order-title]");
  await panel.getByText(/Dispatcher of sanitation changed this .* ago/).waitFor();
  await panel.getByText("Assigned", { exact: true }).waitFor(); // as it is now
  await looksRight(other, "changed by somebody else");
});

test("the queue and the work order beside it follow what others do", async () => {
  const page = await browser.visitor(SIGNING_IN);
  await page.clock.install();
  await signIn(page, DISPATCHER);
  await heading(page, "Queue");
  await page.evaluate(() => (window.location.hash = "/queue?status=assigned&mine=yes"));
  const number = numbers[2];
  await rowOf(page, number).locator(".open").click();
  const panel = page.locator("section[aria-labelledby=order-title]");
  await panel.getByText("Assigned", { exact: true }).waitFor();
  const staff = await staffApi("admin@example.org");
  const { work_order_id } = await workOf(staff, number);
  await staff("POST", `/requests/${number}/work-orders/${work_order_id}/start`);
  await page.clock.fastForward(25_000);
  await panel.getByText("Somebody else has changed it").waitFor();
  await panel.getByText("Started", { exact: true }).waitFor();
  await rowOf(page, number).waitFor({ state: "detached" });
  await looksRight(page, "changed by somebody else meanwhile");
});

test("the address keeps the question; a crew sees its queue, an agent has no steps", async () => {
  const page = await signedIn("?status=assigned");
  await page.getByLabel("State").selectOption("paused");
  await until(page, () => window.location.hash.includes("status=paused"));
  await page.reload();
  await until(page, () => document.querySelector("#queue-status")?.value === "paused");
  const agent = await browser.visitor(SIGNING_IN);
  await signIn(agent, "agent@example.org");
  await heading(agent, "Call");
  await agent.evaluate(() => (window.location.hash = "/queue"));
  await heading(agent, "Queue");
  await agent.getByLabel("Department").selectOption({ label: "Sanitation and Recycling" });
  await rowOf(agent, numbers[1]).locator(".open").click();
  await agent.getByText("There is nothing that you can do with it here.").waitFor();
});

async function signedIn(query = "", who = DISPATCHER) {
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, who);
  await heading(page, "Queue");
  if (query) await page.evaluate((asked) => (window.location.hash = `/queue${asked}`), query);
  return page;
}
