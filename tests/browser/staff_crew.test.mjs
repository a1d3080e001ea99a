/** A crew's day on a phone: without signal, three steps with a photo that wait, all arriving once; a conflict in words. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, waitFor } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";
import { signIn, staffApi } from "./support/staff.mjs";
import { FROM_OWN, OWN, graffiti, picture, workOf } from "./support/work.mjs";

const CREW = "crew.sanitation@example.org";
const NAME = "collection_1";
const PHONE = { ...FROM_OWN, viewport: { width: 390, height: 780 }, serviceWorkers: "allow" };
let browser;
let admin;
let numbers;
let today;
before(async () => {
  browser = await openBrowser();
  admin = await staffApi("admin@example.org");
  numbers = [];
  for (let count = 0; count < 3; count += 1) numbers.push(await graffiti());
  const { timezone } = await api("/api/v1/city");
  today = new Intl.DateTimeFormat("en-CA", { timeZone: timezone }).format(new Date());
  for (const number of numbers) {
    const { work_order_id } = await workOf(admin, number);
    const steps = `/requests/${number}/work-orders/${work_order_id}`;
    await admin("POST", `${steps}/assign`, { crew: NAME });
    await admin("POST", `${steps}/schedule`, { planned_for: today });
  }
});
afterEach(() => browser.settle());
after(() => browser.close());

const order = async (number) => (await admin("GET", `/requests/${number}`)).work_orders[0];
const stop = (page, number) => page.locator(`[data-stop^="${number}/"] .stop`);
const status = (page, number, wanted) =>
  until(page, ([which, state]) => document.querySelector(`[data-stop^="${which}/"]`)?.dataset.status === state, [number, wanted], `${number} ${wanted}`);

async function theDay(expected = numbers, more = {}) {
  const page = await browser.visitor({ ...PHONE, ...more });
  await signIn(page, CREW, undefined, `${OWN}/staff/#/crew`);
  await heading(page, "Crew");
  await page.getByLabel("Crew", { exact: true }).selectOption(NAME);
  await waitFor(async () => {
    if ((await Promise.all(expected.map((number) => stop(page, number).count()))).every(Boolean)) return true;
    await page.getByRole("button", { name: "Read again" }).click();
    await page.waitForTimeout(500);
    return false;
  }, "the stops of the crew");
  return page;
}

test("a day without signal: what was done stands, waits, survives the page's end, and arrives once; a conflict is told", async () => {
  const page = await theDay();
  await looksRight(page, "the stops of a day");
  await until(page, () => Boolean(navigator.serviceWorker.controller), null, "the worker to stand");
  await until(page, async () => Boolean(await (await caches.open("hex311-staff-answers")).match("/api/v1/city?lang=en")), null, "the city to be kept");

  await page.context().setOffline(true);
  await page.reload();
  await heading(page, "Crew");
  await page.getByText("No connection. This is what stood at").waitFor();
  const [first, second] = numbers;
  await stop(page, first).click();
  await looksRight(page, "a stop");
  await page.getByRole("button", { name: "Start" }).click();
  await page.locator("section[aria-labelledby=stop-title] .state").getByText("Started, 1 step waits to be sent").waitFor();
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await page.getByLabel("The graffiti is gone.").check();
  await page.getByLabel("A sentence for the resident").fill("All of it is gone.");
  await page.getByLabel("Cleaned area").fill("4");
  await page.setInputFiles("input[type=file]", picture());
  await page.locator("[data-state=lost]").waitFor();
  await page.getByRole("button", { name: "End the work" }).click();
  await page.getByText("This stop is done.").waitFor();
  await page.getByRole("button", { name: "All stops" }).click();
  await status(page, first, "completed");
  await stop(page, second).click();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("heading", { name: "3 waiting" }).waitFor();
  await page.reload(); // the page ends, and comes back from the device
  await page.getByRole("heading", { name: "3 waiting" }).waitFor();
  await looksRight(page, "steps that wait");

  // somebody in the office changes the second stop meanwhile
  const { work_order_id } = await order(second);
  await admin("POST", `/requests/${second}/work-orders/${work_order_id}/assign`, { crew: "dumping_1" });
  const sent = [];
  page.on("request", (request) => request.method() === "POST" && request.url().includes("/work-orders/") && sent.push(new URL(request.url()).pathname));
  await page.context().setOffline(false);
  await page.getByText("Somebody changed this work order before your step arrived.").waitFor();
  await page.getByText(/Admin changed this .* ago: assigned/).waitFor();
  await looksRight(page, "a conflict");
  await waitFor(async () => (await order(first)).status === "completed", "the first stop to arrive");
  const ended = await order(first);
  assert.deepEqual([ended.outcome, ended.sentence, ended.quantities, ended.photo_ids.length], ["cleaned", "All of it is gone.", { cleaned_area: 4 }, 1]);
  assert.equal(sent.filter((path) => path.endsWith("/complete")).length >= 1, true);
  const left = await page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open("hex311");
        opening.onsuccess = () => {
          const keys = opening.result.transaction("things").objectStore("things").getAllKeys();
          keys.onsuccess = () => done(keys.result.filter((key) => /^(photo|finish):/.test(key)));
        };
      }),
  );
  assert.deepEqual(left, [], "no photo stays on the device");
  await page.getByRole("button", { name: "Do it all the same" }).click();
  await waitFor(async () => (await order(second)).status === "started", "the second stop to be started");
  await page.getByRole("heading", { name: /waiting/ }).waitFor({ state: "detached" });
  assert.match((await order(second)).last_change.what, /started/);
});

test("a stop with the keyboard alone: the map beside the list, start, pause, go on, the place set right", async () => {
  const number = numbers[2]; // the others are done, or another crew's
  const page = await theDay([number], { geolocation: { latitude: 41.28, longitude: -97.11 }, permissions: ["geolocation"] });
  await tabTo(page, "[aria-expanded=false]");
  await page.keyboard.press("Enter");
  await page.locator("[data-map=here] .stop-sign").first().waitFor();
  await looksRight(page, "the map with the list");
  await page.locator(`.stop-sign[data-id^="${number}/"]`).click();
  await until(page, (wanted) => document.activeElement?.closest("[data-stop]")?.dataset.stop.startsWith(wanted), number, "the map leads to the list");
  await page.keyboard.press("k");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement?.id === "stop-title");
  assert.match(await page.getByRole("link", { name: "Navigate" }).getAttribute("href"), /^geo:41\./);
  const press = async (name) => {
    await page.getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  const stands = (text) => page.locator("section[aria-labelledby=stop-title] .state").getByText(text, { exact: true }).waitFor();
  await press("Start");
  await stands("Started");
  await until(page, () => document.activeElement?.id === "stop-title");
  await press("Pause");
  await until(page, () => document.activeElement?.tagName === "SELECT");
  await press("Pause"); // the form's own button now: no reason yet
  await page.getByText("Please choose a reason.").waitFor();
  await page.getByLabel("Why does it have to wait?").selectOption("weather");
  await press("Pause");
  await stands("Paused");
  await press("Go on");
  await stands("Started");
  await press("Fix the location");
  await looksRight(page, "the place set right");
  await press("I stand right there");
  await page.getByText("41.28000, -97.11000").first().waitFor();
  await press("Set the place");
  await waitFor(async () => {
    const { lat, long } = await admin("GET", `/requests/${number}`);
    return lat === 41.28 && long === -97.11;
  }, "the new place");
  await page.getByRole("heading", { name: /waiting/ }).waitFor({ state: "detached" });
});

test("a step says where it was taken when the person lets it, also without signal; the dispatcher sees how far that was", async () => {
  const number = await graffiti();
  const { work_order_id } = await workOf(admin, number);
  const steps = `/requests/${number}/work-orders/${work_order_id}`;
  await admin("POST", `${steps}/assign`, { crew: NAME });
  await admin("POST", `${steps}/schedule`, { planned_for: today });
  const { lat, long } = await admin("GET", `/requests/${number}`);
  const page = await theDay([number], { geolocation: { latitude: lat + 0.001, longitude: long, accuracy: 9 }, permissions: ["geolocation"] });
  const sent = [];
  page.on("request", (request) => request.method() === "POST" && request.url().includes(`${work_order_id}/`) && sent.push(JSON.parse(request.postData() ?? "{}")));
  await tabTo(page, "#crew-stands");
  await page.keyboard.press("Space");
  await until(page, () => document.querySelector("#crew-stands")?.checked === true);
  await looksRight(page, "where a step was taken, chosen");
  await until(page, () => Boolean(navigator.serviceWorker.controller), null, "the worker to stand");
  await until(page, async () => Boolean(await (await caches.open("hex311-staff-answers")).match("/api/v1/city?lang=en")), null, "the city to be kept");
  await page.context().setOffline(true);
  await page.reload();
  await heading(page, "Crew");
  await stop(page, number).click();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("heading", { name: "1 waiting" }).waitFor();
  await page.context().setOffline(false);
  await waitFor(async () => (await order(number)).status === "started", "the step to arrive");
  assert.equal(sent[0].position.accuracy_m, 9);
  assert.ok(Math.abs(sent[0].position.lat - lat - 0.001) < 0.00002);
  const { positions } = await admin("GET", `${steps}/positions`);
  assert.deepEqual(positions.map(({ step, accuracy_m }) => [step, accuracy_m]), [["start", 9]]);
  const everything = JSON.stringify([await api(`/api/v1/requests/${number}`), await admin("GET", `/requests/${number}`)]);
  assert.ok(!everything.includes(String(positions[0].lat)), "it stands nowhere else");
  const crew = await staffApi(CREW);
  await assert.rejects(crew("GET", `${steps}/positions`), /403/);
  const desk = await browser.visitor(FROM_OWN);
  await signIn(desk, "dispatcher.sanitation@example.org", undefined, `${OWN}/staff/#/case/${number}`);
  await desk.locator("[data-order]").first().click();
  await desk.getByRole("button", { name: "Where the crew stood" }).press("Enter");
  await desk.getByText(/Started: .*\(111 m\) from the place, exact to about .*\(9 m\)/).waitFor();
  await looksRight(desk, "where the crew stood");
  // not any more: the next step says nothing
  await page.getByRole("heading", { name: "1 waiting" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "All stops" }).click();
  await page.getByLabel("Say where I am").uncheck();
  await stop(page, number).click();
  await page.getByRole("button", { name: "Cannot be done" }).click();
  await page.getByLabel("Why not?").selectOption("not_ours");
  await page.getByRole("button", { name: "End the work" }).click();
  await waitFor(async () => (await order(number)).status === "completed", "the second step to arrive");
  assert.equal((await admin("GET", `${steps}/positions`)).positions.length, 1);
});

test("signing out while steps wait: the app says so, sends them, or lets one stay", async () => {
  const number = await graffiti();
  const { work_order_id } = await workOf(admin, number);
  const steps = `/requests/${number}/work-orders/${work_order_id}`;
  await admin("POST", `${steps}/assign`, { crew: NAME });
  await admin("POST", `${steps}/schedule`, { planned_for: today });
  const page = await theDay([number]);
  // the connection is there and the city does not answer: a step waits
  await page.route("**/work-orders/**", (route) => route.abort());
  await stop(page, number).click();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("heading", { name: "1 waiting" }).waitFor();
  await page.evaluate(() => (window.location.hash = "/account"));
  await heading(page, "My account");
  await page.getByText("1 step has not been sent yet.").waitFor();
  const leave = page.getByRole("button", { name: "Sign out here" });
  await leave.press("Enter");
  const dialog = page.getByRole("dialog", { name: "1 step has not been sent" });
  await dialog.waitFor();
  await looksRight(page, "signing out while a step waits");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await until(page, () => document.activeElement?.textContent === "Sign out here");
  await leave.press("Enter");
  await dialog.getByRole("button", { name: "Send, then sign out" }).press("Enter");
  await dialog.getByText(/1 step did not go out/).waitFor();
  await dialog.getByRole("button", { name: "Stay signed in" }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  assert.equal((await order(number)).status, "scheduled");
  await page.unroute("**/work-orders/**");
  await leave.press("Enter");
  await dialog.getByRole("button", { name: "Send, then sign out" }).press("Enter");
  await heading(page, "Sign in");
  assert.equal((await order(number)).status, "started");
});

test("whoever signs out all the same finds the step again, and nobody else does", async () => {
  const number = await graffiti();
  const { work_order_id } = await workOf(admin, number);
  const steps = `/requests/${number}/work-orders/${work_order_id}`;
  await admin("POST", `${steps}/assign`, { crew: NAME });
  await admin("POST", `${steps}/schedule`, { planned_for: today });
  const page = await theDay([number]);
  await page.route("**/work-orders/**", (route) => route.abort());
  await stop(page, number).click();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("heading", { name: "1 waiting" }).waitFor();
  await page.evaluate(() => (window.location.hash = "/account"));
  await heading(page, "My account");
  await page.getByRole("button", { name: "Sign out here" }).press("Enter");
  await page.getByRole("button", { name: "Sign out all the same" }).press("Enter");
  await heading(page, "Sign in");
  await page.unroute("**/work-orders/**");
  await signIn(page, "crew.parks@example.org", undefined, `${OWN}/staff/#/crew`);
  await page.getByText(/1 step of somebody else waits on this device/).waitFor();
  assert.equal((await order(number)).status, "scheduled");
  await page.evaluate(() => (window.location.hash = "/account"));
  await heading(page, "My account");
  await page.getByRole("button", { name: "Sign out here" }).press("Enter");
  await heading(page, "Sign in");
  await signIn(page, CREW, undefined, `${OWN}/staff/#/crew`);
  await waitFor(async () => (await order(number)).status === "started", "the step to arrive under its own name");
});
