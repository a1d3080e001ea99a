/** Signing in to the staff app: passwords, first passwords, codes, roles, and out again; by keyboard, in every state. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { looksRight } from "./support/looks.mjs";
import { PASSWORD, SIGNING_IN, STAFF, codeOf, invited, signIn } from "./support/staff.mjs";

let browser;
before(async () => (browser = await openBrowser()));
afterEach(() => browser.settle());
after(() => browser.close());

test("a wrong password says so and keeps the address; the right one signs in without crossing the wire", async () => {
  const page = await browser.visitor(SIGNING_IN);
  const sent = [];
  page.on("request", (request) => sent.push(request.postData() ?? ""));
  await signIn(page, "manager@example.org", "Wrong-Password-1");
  await page.getByText("This address and password do not go together").first().waitFor();
  assert.equal(await page.getByLabel("E-mail address").inputValue(), "manager@example.org");
  await looksRight(page, "signing in, refused");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Manager" }).waitFor();
  assert.equal(sent.some((body) => body.includes(PASSWORD) || body.includes("Wrong-Password-1")), false);
});

test("who closes the tab is signed out, unless the device is their own", async () => {
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, "manager@example.org");
  await page.getByRole("link", { name: "Manager" }).waitFor();
  const other = await page.context().newPage();
  await other.goto(STAFF);
  await heading(other, "Sign in");
  await other.getByLabel("This is my own device").check();
  await signInHere(other, "manager@example.org");
  await other.getByRole("link", { name: "Manager" }).waitFor();
  const third = await page.context().newPage();
  await third.goto(STAFF);
  await third.getByRole("link", { name: "Manager" }).waitFor();
});

test("the first password is replaced by one's own, codes are set up and asked for, by keyboard alone", async () => {
  const email = await invited("agent", "First-Password-1");
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, email, "First-Password-1");
  await heading(page, "Choose your password");
  await looksRight(page, "the first password of one's own");
  await tabTo(page, "#new-password");
  await page.keyboard.type("An-Own-Password-2");
  await page.keyboard.press("Enter");
  await tabTo(page, 'a[href="#/account"]');
  await page.keyboard.press("Enter");
  await heading(page, "My account");
  await page.getByText("Agent", { exact: true }).waitFor();
  await tabTo(page, "#codes-begin");
  await page.keyboard.press("Enter");
  const secret = await page.locator("code.number").textContent();
  await looksRight(page, "setting up codes");
  await tabTo(page, "#codes-code");
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await page.getByText("This is not the code").first().waitFor();
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Stop using codes" }).waitFor();
  await looksRight(page, "my account");
  await page.getByRole("button", { name: "Sign out here" }).click();
  await heading(page, "Sign in");
  await signInHere(page, email, "An-Own-Password-2");
  await heading(page, "The code of your authenticator app");
  await looksRight(page, "the code");
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "New Person" }).waitFor();
});

test("an account without a role is told so", async () => {
  const email = await invited(null, "First-Password-1");
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, email, "First-Password-1");
  await page.getByLabel("New password").fill("An-Own-Password-2");
  await page.keyboard.press("Enter");
  await heading(page, "Your account has no role yet");
  await looksRight(page, "no role");
});

test("keys: the list of keys, and single ones switched off", async () => {
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, "manager@example.org");
  await page.getByRole("link", { name: "Manager" }).waitFor();
  await until(page, () => document.activeElement.tagName !== "INPUT");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await looksRight(page, "the list of keys");
  await page.getByRole("dialog").getByLabel("Single keys work, such as j, k and n").uncheck();
  await page.keyboard.press("Escape");
  await until(page, () => !document.querySelector("dialog"));
  await page.keyboard.press("?");
  assert.equal(await page.getByRole("dialog").count(), 0);
  await page.getByRole("button", { name: "Keys" }).click();
  await page.getByRole("dialog").getByLabel("Single keys work, such as j, k and n").check();
});

async function signInHere(page, email, password = PASSWORD) {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}
