/** The telephone desk by keyboard alone: a whole call, one that only asked, one that joins, a lost answer, a screen pop. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { api, somewhereNew, waitFor } from "./support/city.mjs";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { looksRight } from "./support/looks.mjs";
import { SIGNING_IN, STAFF, signIn, staffApi } from "./support/staff.mjs";
import { FROM_OWN, OWN, picture } from "./support/work.mjs";

const AGENT = "agent@example.org";
let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

let last = 0;
/** A number that nobody called from yet. */
const newNumber = () => `402555${String(Date.now() % 10_000_000).slice(-4)}${(last += 1)}`.slice(0, 10);

async function atTheDesk(hash = "#/agent", { visitor = SIGNING_IN, at = STAFF } = {}) {
  const page = await browser.visitor(visitor);
  await signIn(page, AGENT, undefined, at);
  await page.locator("h1").waitFor();
  await page.evaluate((asked) => (window.location.hash = asked), hash);
  await heading(page, "Call");
  return page;
}

/** Where nobody reported yet, as the city's own address. */
async function anAddress(service_code) {
  const { lat, long } = await somewhereNew(service_code);
  const { matches } = await api(`/api/v1/addresses/nearest?lat=${lat}&long=${long}`);
  return matches.find((one) => one.lat !== null);
}

const type = (page, text) => page.keyboard.type(text);
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const isAt = (page, id) => until(page, (wanted) => document.activeElement?.id === wanted, id);

/** The call up to the questions: the number, the words, the address. */
async function upToTheQuestions(page, { phone, words, address }) {
  await press(page, "n");
  await isAt(page, "agent-phone");
  await type(page, phone);
  await press(page, "Enter");
  await isAt(page, "agent-search");
  await type(page, words);
  await page.locator("#agent-offers [role=option]").first().waitFor();
  await press(page, "Enter");
  await isAt(page, "agent-address");
  await type(page, address.label);
  await page.locator("#agent-address-list [role=option]", { hasText: address.label }).first().waitFor();
  await press(page, "ArrowDown", "Enter");
  await until(page, () => document.activeElement?.closest("#asked"));
}

async function savedNumber(page) {
  await isAt(page, "ended-title");
  return page.locator(".panel.good .number").innerText();
}

test("a whole call from the greeting to the saved case, without a mouse; the next call knows it", async () => {
  const page = await atTheDesk();
  const phone = newNumber();
  const address = await anAddress("graffiti_removal");
  await upToTheQuestions(page, { phone, words: "graffiti on a wall", address });
  await page.getByText("Say or ask first").waitFor();
  assert.match(await page.locator(".clock").innerText(), /On the call 0:\d\d/);
  await looksRight(page, "a call");
  // digits answer; the focus goes on by itself
  const choices = await page.locator("#asked fieldset").count();
  for (let step = 0; step < choices; step += 1) await press(page, "2");
  await isAt(page, "agent-description");
  await tabTo(page, "#agent-first");
  await type(page, "Ana");
  await press(page, "Control+Enter");
  const number = await savedNumber(page);
  await looksRight(page, "a saved call");
  assert.match(await page.locator(".clock").innerText(), /Wrap-up/);
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]));
  assert.ok(!kept.includes(phone), "the number stays nowhere");
  assert.equal((await api(`/api/v1/requests/${number}`)).service_code, "graffiti_removal");
  // the index of callers follows a moment later
  await waitFor(async () => {
    await press(page, "n");
    await isAt(page, "agent-phone");
    await type(page, `+1${phone}`);
    await press(page, "Enter");
    await isAt(page, "agent-search");
    if (await page.getByText("This may be Ana.").isVisible()) return true;
    await page.getByRole("button", { name: "End without saving" }).press("Enter");
    return false;
  }, "the caller's earlier case");
  assert.match(await page.getByRole("list", { name: "Earlier cases" }).innerText(), /Graffiti/);
  await looksRight(page, "a caller who is known");
});

test("a call that only asked is counted with two keys", async () => {
  const page = await atTheDesk();
  await page.getByRole("button", { name: "Information only" }).waitFor();
  await press(page, "i");
  await page.locator("#topics button").nth(1).waitFor();
  await looksRight(page, "the topics");
  const counted = page.waitForResponse((one) => one.url().includes("/information-calls") && one.request().method() === "POST");
  await press(page, "1");
  const answer = await counted;
  assert.equal(answer.status(), 201);
  await isAt(page, "ended-title");
  assert.match(await page.locator(".panel.good").innerText(), /Counted as information only/);
});

/** An address with a street light close by that nobody reported yet. */
function aLitAddress() {
  return waitFor(async () => {
    const address = await anAddress("street_light_out");
    if (!address) return null;
    const { assets } = await api(`/api/v1/assets/near?lat=${address.lat}&long=${address.long}&radius=60&limit=5`);
    const lamp = assets.find(({ asset_id }) => asset_id.startsWith("street_light:"));
    return lamp && { address, lamp };
  }, "an address with a street light");
}

test("the thing that is meant and the caller's photo go along, by keys; a call that is cut off keeps both", async () => {
  const { address, lamp } = await aLitAddress();
  const page = await atTheDesk("#/agent", { visitor: FROM_OWN, at: `${OWN}/staff/` });
  await upToTheQuestions(page, { phone: newNumber(), words: "street light out", address });
  await page.locator("#near button").first().waitFor();
  await press(page, "Escape");
  await isAt(page, "call-title");
  await press(page, "t");
  await until(page, () => document.activeElement?.closest("#near"));
  const meant = page.locator("#near button", { hasText: lamp.name });
  await tabTo(page, "#near li:last-child button");
  await meant.press("Enter");
  await page.locator("#near [aria-pressed=true]", { hasText: lamp.name }).waitFor();
  await until(page, () => document.activeElement?.matches("#near [aria-pressed=true]"));
  await meant.press("Enter"); // not this one after all
  await page.locator("#near [aria-pressed=true]").waitFor({ state: "detached" });
  await meant.press("Enter");
  await page.locator("#near [aria-pressed=true]", { hasText: lamp.name }).waitFor();
  await looksRight(page, "the thing that is meant");
  await press(page, "Escape");
  await isAt(page, "call-title");
  await press(page, "p");
  await isAt(page, "agent-photo");
  await page.setInputFiles("#agent-photo", picture());
  await page.locator("[data-state=ready]").waitFor();
  await page.reload();
  await isLoaded(page);
  await page.locator("[data-state=ready]").waitFor();
  await page.locator("#near [aria-pressed=true]", { hasText: lamp.name }).waitFor();
  await page.locator("#answer-how_many-one").focus();
  await press(page, "1", "1");
  await until(page, () => document.querySelector("#answer-what_it_does-dark")?.checked);
  await looksRight(page, "a call with a photo");
  await press(page, "Control+Enter");
  const number = await savedNumber(page);
  const admin = await staffApi("admin@example.org");
  const filed = await admin("GET", `/requests/${number}`);
  assert.equal(filed.asset_id, lamp.asset_id);
  assert.deepEqual([filed.lat, filed.long].map((degrees) => degrees.toFixed(4)), [lamp.lat, lamp.long].map((degrees) => degrees.toFixed(4)));
  const { photos } = await admin("GET", `/requests/${number}/photos`);
  assert.deepEqual(photos.map(({ of, state }) => [of, state]), [["reporter", "ready"]]);
});

test("a caller joins the case that is known already", async () => {
  const address = await anAddress("graffiti_removal");
  const { questions } = await api("/api/v1/services/graffiti_removal");
  const answers = Object.fromEntries(questions.filter(({ required, when }) => required && !when).map(({ code, values }) => [code, values?.[1]?.key ?? "a wall"]));
  const body = { service_code: "graffiti_removal", lat: address.lat, long: address.long, answers };
  const { service_request_id: number } = await api("/api/v1/requests", { method: "POST", body });
  const page = await atTheDesk();
  await upToTheQuestions(page, { phone: newNumber(), words: "graffiti", address });
  await page.locator("#known").getByText(number).waitFor();
  await looksRight(page, "a known case");
  await press(page, "d");
  await until(page, () => document.activeElement?.closest("#known"));
  await press(page, "Enter");
  assert.equal(await savedNumber(page), number);
  await page.getByText("2 people have the same matter").waitFor();
  assert.equal((await api(`/api/v1/requests/${number}`)).joined, 1);
});

test("a lost answer files once, and a call that is not finished outlives the page", async () => {
  const page = await atTheDesk();
  const address = await anAddress("graffiti_removal");
  await upToTheQuestions(page, { phone: newNumber(), words: "graffiti", address });
  await page.reload();
  await isLoaded(page);
  assert.equal(await page.locator("#agent-address").inputValue(), address.label);
  let calls = 0;
  const numbers = new Set();
  await page.route("**/api/v1/staff/requests*", async (route) => {
    const answer = await route.fetch();
    numbers.add((await answer.json()).service_request_id);
    calls += 1;
    return calls === 1 ? route.abort() : route.fulfill({ response: answer });
  });
  const choices = await page.locator("#asked fieldset").count();
  for (let step = 0; step < choices; step += 1) await press(page, "2");
  await press(page, "Control+Enter");
  const number = await savedNumber(page);
  assert.deepEqual([calls, [...numbers]], [2, [number]]);
});

async function isLoaded(page) {
  await page.locator("#asked fieldset").first().waitFor();
  await page.locator("#call-title").focus();
}

test("a telephone opens the call; its number is taken out of the address at once and goes in no address", async () => {
  const page = await atTheDesk();
  const phone = newNumber();
  const asked = [];
  page.on("request", (one) => asked.push(one.url()));
  const looked = page.waitForResponse((one) => one.url().includes("/staff/callers"));
  await page.evaluate((tel) => (window.location.hash = `#/agent?tel=%2B1${tel}`), phone);
  await looked;
  await isAt(page, "agent-search");
  assert.equal(await page.locator("#agent-phone").inputValue(), `+1${phone}`);
  assert.ok(!(await page.evaluate(() => window.location.href)).includes(phone));
  assert.ok(!asked.some((url) => url.includes(phone)), "no server's log has it");
  await page.evaluate(() => (window.location.hash = "#/agent?tel=4025550000"));
  await page.getByText("Somebody else calls: 4025550000").waitFor();
});

test("danger stops the form, and says what to do", async () => {
  const page = await atTheDesk();
  const address = await anAddress("tree_down");
  await upToTheQuestions(page, { phone: newNumber(), words: "fallen tree", address });
  const { questions, stoppers } = await api("/api/v1/services/tree_down");
  const [{ when }] = stoppers;
  const { answer, equals, any_of: anyOf } = when.any?.[0] ?? when;
  const question = questions.find(({ code }) => code === answer);
  const at = question.values.findIndex(({ key }) => key === (equals ?? anyOf[0]));
  await page.locator(`[data-question=${answer}] input`).first().focus();
  await press(page, String(at + 1));
  await page.getByText("Stop: this is an emergency").waitFor();
  assert.equal(await page.locator("#agent-save").getAttribute("aria-disabled"), "true");
  await looksRight(page, "an emergency");
});
