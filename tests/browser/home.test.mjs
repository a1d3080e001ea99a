/** The first page: one search box for everything, a place and what the city does there, the reports of this device. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, CLOUD, DOOR, somewhereNew } from "./support/city.mjs";
import { kept, keepThings } from "./support/kept.mjs";
import { looksRight } from "./support/looks.mjs";
import { filed } from "./support/mapped.mjs";

// The store takes photos from the city's public address only, which is this name and not the number.
const OWN = DOOR.replace("127.0.0.1", "localhost");

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

const stands = async (page) => {
  await heading(page, "How can the city help?");
  await page.locator(".top-types a").first().waitFor();
};
const focused = (page) => page.evaluate(() => document.activeElement.id);

test("emergencies first, the eight types asked for most, and everything as it should look", async () => {
  const page = await browser.visitor();
  await page.goto("/");
  await stands(page);
  await looksRight(page, "the home page");
  const order = await page.locator("a, button, input").allTextContents();
  assert.ok(order.indexOf("911") < order.indexOf("Report a problem"), "emergency numbers come first");
  const { featured, services } = await api("/api/v1/services");
  const names = featured.map((code) => services.find((one) => one.service_code === code).service_name);
  assert.deepEqual(await page.locator(".top-types a").allTextContents(), names);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByText("All emergency numbers").click();
  await page.getByText("Smell of gas").waitFor();
});

test("with the keyboard alone: own words lead to the report of that type", async () => {
  const page = await browser.visitor();
  await page.goto("/");
  await stands(page);
  await tabTo(page, "#search");
  await page.keyboard.type("there is a hole in the road");
  await page.getByRole("option", { name: /^Pothole/ }).waitFor();
  assert.equal(await page.getAttribute("#search", "aria-expanded"), "true");
  await page.keyboard.press("Enter"); // shows the first offer as chosen
  const active = await page.getAttribute("#search", "aria-activedescendant");
  assert.equal(await page.getAttribute(`#${active}`, "aria-selected"), "true");
  await looksRight(page, "the search with its list");
  await page.keyboard.press("Escape");
  assert.equal(await page.getAttribute("#search", "aria-expanded"), "false");
  assert.equal(await focused(page), "search");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await heading(page, "Where is it?");
});

test("a tracking number leads to its report; a slip in it is told", async () => {
  const { lat, long } = await somewhereNew("pothole");
  const number = await filed({ lat, long });
  const page = await browser.visitor();
  await page.goto("/");
  await stands(page);
  await page.fill("#search", number.replace(/.$/, (last) => (last === "2" ? "3" : "2")));
  await page.locator("#search-told", { hasText: "typing mistake" }).waitFor();
  await page.fill("#search", number.toLowerCase().replaceAll("-", " "));
  await page.getByRole("option", { name: `Show the report ${number}` }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/request/#${number}`);
});

test("a place: what the city does there, what is open near it, kept only when asked, and forgotten", async () => {
  const page = await browser.visitor();
  await page.goto("/");
  await stands(page);
  await page.fill("#search", "central library");
  await page.getByRole("option", { name: /Central Library/ }).waitFor();
  const chosen = await page.getByRole("option").allTextContents();
  for (let presses = 0; presses <= chosen.findIndex((text) => text.includes("Central Library")); presses += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.id === "here-title");
  await page.getByText("Garbage collection").waitFor();
  await page.getByText("Council member:").waitFor();
  await page.locator("#near-list a, #near-title + p").first().waitFor();
  await page.locator("#here summary").first().click();
  await page.locator("#here summary").last().click();
  await page.getByText("The city's own map layers").waitFor();
  await looksRight(page, "a place");
  assert.deepEqual(await page.evaluate(() => localStorage.getItem("hex311.place")), null);
  await page.click("#here-keep");
  await page.getByText("is kept on this phone and nowhere else").waitFor();
  await page.reload();
  await page.getByText("Garbage collection").waitFor();
  await page.getByRole("link", { name: "Report a problem here" }).click();
  await heading(page, "What do you want to report?");
  await page.goto("/report/?type=pothole");
  await until(page, () => /Central Library/.test(document.querySelector("#address")?.value ?? ""));
  await page.goto("/");
  await page.click("#here-forget");
  await until(page, () => !document.querySelector("#here"));
  assert.equal(await page.evaluate(() => localStorage.getItem("hex311.place")), null);
});

test("an answer of the city, in a language that has it, and its report", async () => {
  const page = await browser.visitor({ locale: "es-MX" });
  await page.goto("/");
  await heading(page, "¿En qué puede ayudar la ciudad?");
  await page.fill("#search", "grúa");
  await page.locator('[id="found-answer-towed-car"]').click();
  await until(page, () => document.activeElement.id === "answer-title");
  await looksRight(page, "an answer in Spanish");
  await page.getByRole("link", { name: "Volver a la búsqueda" }).click();
  await until(page, () => !document.querySelector("#answer") && document.activeElement.id === "search");
});

test("near me: the place of the device; when it is refused, that is said and the box does it too", async () => {
  // not in the middle of the city: what others file there may be nearer than this one
  const place = await somewhereNew("pothole");
  const number = await filed(place);
  const geolocation = { latitude: place.lat - 0.0004, longitude: place.long, accuracy: 20 };
  const page = await browser.visitor({ geolocation, permissions: ["geolocation"] });
  await page.goto("/");
  await stands(page);
  await page.click("#near");
  const own = page.locator(`#near-list a[href="/request/#${number}"]`);
  for (const line = page.locator("#near-list li").first(); !(await own.count()); ) {
    await line.waitFor();
    const more = page.getByRole("button", { name: /^Show \d+ more$/ });
    if (!(await own.count())) await more.click();
  }
  assert.match(await own.textContent(), /Pothole[^]*14\d ft \(4\d m\) away/);
  await until(page, () => document.activeElement.id === "here-title");
  await page.context().clearPermissions();
  await page.reload();
  await stands(page);
  await page.click("#near");
  await page.getByText("Your browser did not share your location").waitFor();
  await looksRight(page, "no location");
});

test("the service is down: the page stands, says so, and leads to what works without it", async () => {
  const page = await browser.visitor();
  await page.route("**/api/**", (route) => route.abort());
  await page.goto("/");
  await page.locator("#trouble").waitFor();
  await looksRight(page, "a service that is down");
  await page.unroute("**/api/**");
  await page.route("**/api/v1/addresses*", (route) => route.fulfill({ status: 503, body: "busy" }));
  await page.click("#again");
  await stands(page);
  await page.fill("#search", "graffiti");
  await page.locator("#found-type-graffiti_removal").waitFor();
  await page.getByText("Addresses cannot be looked up right now").waitFor();
});

test("text twice as large, and nothing is cut off or scrolls sideways", async () => {
  const page = await browser.visitor();
  await page.goto("/");
  await stands(page);
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
      return document.documentElement.scrollWidth - document.documentElement.clientWidth;
    });
    assert.ok(wide <= 0, `${wide} px too wide at ${width}`);
  }
});

test("reports of this device: how they stand now, and one or all forgotten", async () => {
  const place = await somewhereNew("pothole");
  const number = await filed(place);
  const page = await browser.visitor({});
  await page.goto("/");
  await stands(page);
  await page.getByText("There are none yet").waitFor();
  const mine = { service_name: "Pothole", secret: "", seen: null };
  await keepThings(page, [
    [`mine:${number}`, { ...mine, number, part: "reported", since: Date.now() - 1_000 }],
    ["mine:222-222-222", { ...mine, number: "222-222-222", part: "followed", since: Date.now() - 2_000 }],
  ]);
  await page.goto("/#mine");
  await page.reload();
  await page.locator("#mine li strong").waitFor();
  await page.getByText("The city has no report under this number any more").waitFor();
  await until(page, () => document.activeElement.id === "mine-title");
  await looksRight(page, "reports of this device");
  await page.locator("#mine li", { hasText: "222-222-222" }).getByRole("button").click();
  await until(page, () => document.querySelectorAll("#mine li").length === 1);
  await page.click("#mine-all");
  await page.click("#mine-yes");
  await page.getByText("There are none yet").waitFor();
  assert.deepEqual(await kept(page, "mine:"), []);
  assert.equal((await api(`/api/v1/requests/${number}`)).service_request_id, number, "the city still has it");
});

test("in airplane mode the page opens, shows what waits, and sends it when the connection is back", async () => {
  const page = await browser.visitor({ alsoFrom: [CLOUD, OWN], baseURL: OWN, serviceWorkers: "allow" });
  const place = await somewhereNew("pothole");
  await page.goto("/");
  await stands(page);
  await until(page, async () => Boolean((await navigator.serviceWorker.getRegistration())?.active), null, "the worker to stand");
  await page.goto("/report/?type=pothole");
  await heading(page, "Where is it?");
  await page.context().setOffline(true);
  await page.fill("#point", place.text);
  await page.click("form > .button");
  await heading(page, "Tell us more and send");
  await page.check("#answer-size-plate");
  await page.click("#send");
  await heading(page, "Your report is kept on this phone");
  await page.goto("/");
  await stands(page);
  await page.locator('#outbox [data-outbox="waiting"]').waitFor();
  await page.context().setOffline(false);
  await page.locator("#mine li strong").waitFor();
  const [mine] = await kept(page, "mine:");
  assert.equal(mine.part, "reported");
  assert.ok(mine.secret, "the reporter's own link is kept with it");
  assert.match(await page.getAttribute("#mine h3 a", "href"), new RegExp(`${mine.number}\\.`));
});
