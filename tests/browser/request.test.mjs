/** The case page as such: its number, its keys, what the device keeps, without a connection, by keyboard, on paper. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { api, somewhereNew } from "./support/city.mjs";
import { kept } from "./support/kept.mjs";
import { looksRight } from "./support/looks.mjs";

const DAY_MS = 86_400_000;
const inDays = (days) => new Date(Date.now() + days * DAY_MS).toISOString();
const SMALL = { width: 320, height: 640 };

let browser;
let filed;
let number;
let secret;
before(async () => {
  browser = await openBrowser();
  const { lat, long } = await somewhereNew("pothole");
  const body = { service_code: "pothole", lat, long, answers: { size: "plate" }, description: "mind the step" };
  filed = await api("/api/v1/requests", { method: "POST", body });
  number = filed.service_request_id;
  secret = filed.follow_url.split(".").at(-1);
});
afterEach(() => browser.settle());
after(() => browser.close());

const opened = async (page, key = "") => {
  await page.goto(`/request/#${number}${key}`);
  await page.locator("#state").waitFor();
};

test("a number is asked for, by keyboard, and mistakes are told at its field", async () => {
  const page = await browser.visitor({ viewport: SMALL });
  await page.goto("/request/");
  await heading(page, "Look up a report");
  await looksRight(page, "the form for a number");
  await tabTo(page, "#tracking");
  await page.keyboard.type(`${number.slice(0, -1)}${number.endsWith("2") ? "3" : "2"}`);
  await page.keyboard.press("Enter");
  await until(page, () => document.querySelector(".problems")?.textContent.includes("typing mistake"));
  await looksRight(page, "a number with a mistake");
  await page.fill("#tracking", number.toLowerCase().replaceAll("-", " "));
  await tabTo(page, "form .button");
  await page.keyboard.press("Enter");
  await page.locator("#state").waitFor();
  await until(page, () => document.activeElement.tagName === "H1", null, "the focus on the heading");
  assert.equal(new URL(page.url()).hash, `#${number}`);
  await page.goBack();
  await heading(page, "Look up a report");
});

test("what everybody sees, by keyboard from top to bottom, with larger letters too", async () => {
  const page = await browser.visitor({ viewport: SMALL });
  await opened(page);
  assert.match(await page.title(), new RegExp(`Pothole, report ${number}`));
  assert.doesNotMatch(await page.textContent("#request"), /mind the step/);
  await looksRight(page, "an open report");
  for (const id of ["refresh", "map-open", "do-follow", "do-join", "do-copy", "do-print"]) await tabTo(page, `#${id}`);
  await page.setViewportSize({ width: 640, height: 800 });
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.ok(!scrolls, "letters of twice the size need no sideways scrolling");
});

test("the reporter's own link: their words, kept on the device, never in an address or a share, and taken off again", async () => {
  const page = await browser.visitor({ permissions: ["clipboard-read", "clipboard-write"] });
  const asked = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
  await opened(page, `.${secret}`);
  assert.match(await page.textContent("#about"), /mind the step/);
  assert.equal(await page.locator("#do-join").count(), 0, "nobody joins their own report");
  await looksRight(page, "the reporter's page");
  assert.deepEqual((await kept(page, "mine:")).map((one) => [one.number, one.part, one.secret]), [[number, "reported", secret]]);
  await page.click("#do-copy");
  await page.locator("#do").getByText("The link is copied").waitFor(); // it is read out too
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${new URL(page.url()).origin}/request/#${number}`);
  assert.doesNotMatch(await page.locator("body").innerHTML(), new RegExp(secret), "the secret is nowhere on the page");
  await opened(page); // the number alone, on the same device
  await page.getByRole("link", { name: "Open it with your own link" }).click();
  await page.getByText("mind the step").waitFor();
  await page.click("#do-forget");
  await until(page, () => document.activeElement.id === "forgotten");
  await page.click("#refresh");
  await until(page, () => /^Checked/.test(document.querySelector("[role=status]").textContent));
  assert.deepEqual([...(await kept(page, "mine:")), ...(await kept(page, "seen:"))], []);
  assert.deepEqual(asked.filter((one) => one.replace(/#.*/, "").includes(secret)), [], "the secret travels in a header alone");
});

test("a broken link of one's own is told apart from a right one", async () => {
  const page = await browser.visitor({});
  await opened(page, `.${secret.slice(0, -3)}`);
  await page.getByText("This link is not complete").waitFor();
  assert.doesNotMatch(await page.textContent("#request"), /mind the step/);
  assert.deepEqual(await kept(page, "mine:"), []);
});

test("an unknown number: said, with the form at hand; a report that is gone: said, with when it was seen", async () => {
  const page = await browser.visitor({});
  await page.goto("/request/#7QX-4CM-2WF");
  await page.locator("#missing").waitFor();
  await heading(page, "There is no report to show");
  await looksRight(page, "an unknown number");
  await opened(page);
  const gone = { status: 404, json: { code: "not_found", message: "There is no such request.", problems: [] } };
  await page.route(`**/api/v1/requests/${number}*`, (route) => route.fulfill(gone));
  await page.locator("#refresh").click();
  await page.locator("#missing").waitFor();
  assert.match(await page.textContent("#missing"), /This device saw it last on \w+ \d+, \d{4}/);
  await looksRight(page, "a report that is gone");
});

test("without a connection: the last state of this device, with its time, and the news when it is back", async () => {
  const page = await browser.visitor({});
  await opened(page);
  await page.route("**/api/v1/requests/**", (route) => route.abort());
  await page.reload();
  await page.getByText("This is how it stood on").waitFor();
  assert.match(await page.textContent("#request"), /whether it is still so/);
  await looksRight(page, "the state that was kept");
  await page.unroute("**/api/v1/requests/**");
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await until(page, () => /Last checked/.test(document.querySelector("#fresh").textContent));
  assert.doesNotMatch(await page.textContent("#request"), /This is how it stood/);
});

test("in airplane mode the page itself opens too, with what it saw last", async () => {
  const page = await browser.visitor({ serviceWorkers: "allow" });
  await opened(page, `.${secret}`);
  await until(page, async () => Boolean((await navigator.serviceWorker.getRegistration())?.active), null, "the worker to stand");
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText("This is how it stood on").waitFor();
  assert.match(await page.textContent("#about"), /mind the step/, "the reporter's own words are on their own device");
});

test("nothing was ever seen and nothing comes: said, with a way to try again", async () => {
  const page = await browser.visitor({});
  await page.route("**/api/v1/requests/**", (route) => route.abort());
  await page.goto(`/request/#${number}`);
  await page.getByText("No answer came").waitFor();
  await looksRight(page, "no answer");
  await page.unroute("**/api/v1/requests/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("#state").waitFor();
});

test("me too and follow, and the report says that it is more than one", async () => {
  const page = await browser.visitor({ viewport: SMALL });
  await opened(page);
  await tabTo(page, "#do-join");
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.textContent === "Me too");
  await looksRight(page, "the form of a me too");
  await tabTo(page, '[data-choice="join"]');
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.id === "joined");
  assert.match(await page.textContent("#joined"), /2 people have reported this/);
  await until(page, () => /2 people reported this/.test(document.querySelector("#request").textContent));
  await page.click("#do-follow");
  await until(page, () => document.activeElement.type === "email");
  await looksRight(page, "the form of those who follow");
  assert.deepEqual((await kept(page, "mine:")).map(({ part }) => part), ["joined"]);
});

test("new since the last visit is marked", async () => {
  const page = await browser.visitor({});
  await opened(page);
  const real = await api(`/api/v1/requests/${number}`);
  const timeline = [...real.timeline, { at: inDays(0), kind: "WorkOrderScheduled", text: "Planned for 2031-05-06 09:00." }];
  await page.route(`**/api/v1/requests/${number}*`, (route) => route.fulfill({ json: { ...real, timeline } }));
  await page.reload();
  await page.locator("#state").waitFor();
  assert.equal(await page.locator(".timeline .new").count(), 1);
  assert.match(await page.textContent(".timeline li"), /New\s*Planned for Tuesday, May 6, 2031 at 9:00\sAM/);
});

test("on paper: number, state and dates, without buttons, on one page", async () => {
  const page = await browser.visitor({});
  await opened(page);
  const pdf = await page.pdf({ format: "Letter" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length;
  assert.equal(pages, 1);
  await page.emulateMedia({ media: "print" });
  const shown = await page.locator("#request").innerText();
  assert.match(shown, new RegExp(`${number}[\\s\\S]*How it stands now: .*/request/#${number}`));
  assert.equal(await page.locator("button:visible, form:visible, .emergency:visible").count(), 0);
});

test("Spanish, and back, in place", async () => {
  const page = await browser.visitor({ locale: "es-MX" });
  await opened(page);
  await until(page, () => document.querySelector("#why-title")?.textContent === "¿Por qué este equipo?");
  await looksRight(page, "an open report in Spanish");
  await page.locator('.languages button[lang="en"]').first().click();
  await until(page, () => document.querySelector("#why-title")?.textContent === "Why this crew?");
});
