/** A case by keyboard alone: found by its number, asked about, moved, sorted anew; two people at the same one. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { api, somewhereNew, waitFor } from "./support/city.mjs";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { looksRight } from "./support/looks.mjs";
import { SIGNING_IN, signIn, staffApi } from "./support/staff.mjs";

const DISPATCHER = "dispatcher.sanitation@example.org";
/** No police station or school of the city has it: those stand among what the maps say. */
const PHONE = "402-555-0173";
const KEYS = process.platform === "darwin" ? "Meta+Enter" : "Control+Enter";
let browser;
let admin;
before(async () => {
  browser = await openBrowser();
  admin = await staffApi("admin@example.org");
});
afterEach(() => browser.settle());
after(() => browser.close());

async function filed() {
  const { lat, long } = await somewhereNew("graffiti_removal");
  const { questions } = await api("/api/v1/services/graffiti_removal");
  const answers = Object.fromEntries(
    questions.filter(({ required, when }) => required && !when).map(({ code, values }) => [code, values?.at(-1)?.key ?? "by the door"]),
  );
  const reporter = { first_name: "Ana", last_name: "Byte", phone: PHONE };
  const body = { service_code: "graffiti_removal", lat, long, answers, description: "On the wall by the blue door.", address: "By the river", reporter };
  const { service_request_id: number } = await api("/api/v1/requests", { method: "POST", body });
  const found = await waitFor(async () => {
    const one = await admin("GET", `/requests/${number}`);
    return one.work_orders.length > 0 && one;
  }, "its work order");
  return { number, lat, long, department: found.department.code };
}

/** Sign in and open a case by the box, with the keys. */
async function atTheCase(number, who = DISPATCHER) {
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, who);
  await page.getByRole("link", { name: "Case", exact: true }).waitFor();
  await page.evaluate(() => (window.location.hash = "/case"));
  await heading(page, "Find a case");
  await page.keyboard.press("/");
  await until(page, () => document.activeElement?.id === "case-number");
  await page.keyboard.type(number.toLowerCase().replaceAll("-", " "));
  await page.keyboard.press("Enter");
  await heading(page, `Graffiti ${number}`);
  return page;
}

test("a case is found, and everything about it is there; the contact when somebody says why", async () => {
  const { number } = await filed();
  const page = await atTheCase(number);
  await page.getByText("On the wall by the blue door.").waitFor();
  await looksRight(page, "a case");
  assert.equal(await page.getByText(PHONE).count(), 0);
  await tabTo(page, "#contact-reason");
  await page.keyboard.press("Enter");
  await page.getByText("Please say why, in a few words.").waitFor();
  await page.keyboard.type("to call back about the wall");
  await page.keyboard.press("Enter");
  await page.getByText(PHONE).waitFor();
  await page.locator("#history").getByText("to call back about the wall").waitFor();
  await tabTo(page, "#beneath summary");
  await page.keyboard.press("Enter");
  await page.getByText("What the city's maps say").waitFor();
  await looksRight(page, "what lies beneath");
});

test("asking, moving and sorting anew with the keys; what is typed outlives a conflict", async () => {
  const { number, lat, long } = await filed();
  const page = await atTheCase(number);
  await tabTo(page, "#ask-summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "#ask-question");
  await page.keyboard.type("Which side of the door is it?");
  await admin("POST", `/requests/${number}/release`, { parts: ["description"] });
  await page.keyboard.press(KEYS);
  await page.getByText(/changed this .* ago/).waitFor();
  assert.equal(await page.inputValue("#ask-question"), "Which side of the door is it?");
  await looksRight(page, "a conflict");
  await page.keyboard.press(KEYS);
  await page.getByText("A question waits for its answer").waitFor();

  await tabTo(page, "#move-summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "#move-place");
  await page.keyboard.type(`${(lat + 0.0004).toFixed(5)}, ${long.toFixed(5)}`);
  await page.keyboard.press("Enter");
  await page.locator("#move-0:checked").waitFor();
  await tabTo(page, "#move-reason");
  await page.keyboard.type("the pin was across the street");
  await looksRight(page, "moving it");
  await page.keyboard.press(KEYS);
  await page.getByText(`${(lat + 0.0004).toFixed(5)}, ${long.toFixed(5)}`).first().waitFor();
  await until(page, () => document.activeElement?.id === "move-summary");
  await page.locator("#history").getByText("Place set right").waitFor();

  await tabTo(page, "#retype-summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "#retype-search");
  await page.keyboard.type("pothole");
  await tabTo(page, "#retype-code");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "#retype-reason");
  await page.keyboard.type("a hole, no paint");
  await page.keyboard.press(KEYS);
  await heading(page, `Pothole ${number}`);
  await page.locator("#history").getByText("Type changed").waitFor();
  const told = await api(`/api/v1/requests/${number}`);
  assert.ok(told.timeline.some(({ text }) => /sorted this report anew/.test(text)));
  // the next execution calls for the work of the new type, once
  const orders = await waitFor(async () => {
    const { work_orders: all } = await admin("GET", `/requests/${number}`);
    return all.filter(({ status }) => status !== "withdrawn").length > 0 && all;
  }, "the work of the new type");
  assert.deepEqual(orders.filter(({ service_code }) => service_code === "pothole").map(({ status }) => status), ["open"]);
});

test("two who look at a case see each other; a mistyped number is told", async () => {
  const { number } = await filed();
  const one = await atTheCase(number);
  const other = await browser.visitor(SIGNING_IN);
  await signIn(other, "admin@example.org");
  await other.getByRole("link", { name: "Case", exact: true }).waitFor();
  await other.evaluate((wanted) => (window.location.hash = `/case/${wanted}`), number);
  await other.getByText("Dispatcher of sanitation is looking at this.").waitFor();
  await looksRight(other, "somebody is looking at it");
  await one.evaluate(() => (window.location.hash = "/case"));
  await heading(one, "Find a case");
  await one.keyboard.press("/");
  await one.keyboard.type("7QX-4CM-2WW");
  await one.keyboard.press("Enter");
  await one.getByText(/One character of this number is wrong/).waitFor();
});
