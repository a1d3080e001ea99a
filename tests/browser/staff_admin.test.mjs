/** The administration by keyboard: keys, people, the audit log. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { looksRight } from "./support/looks.mjs";
import { SIGNING_IN, afterPassword, signIn, staffApi, withCodes } from "./support/staff.mjs";

let browser;
before(async () => (browser = await openBrowser()));
afterEach(() => browser.settle());
after(() => browser.close());

async function at(part, title) {
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, "admin@example.org");
  await heading(page, "Queue");
  await page.evaluate((path) => (window.location.hash = `/admin/${path}`), part);
  await heading(page, title);
  return page;
}

async function press(page, selector, key = "Enter") {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

const focused = (page) => page.evaluate(() => document.activeElement?.id ?? "");

test("a key is made, seen once and taken back, by keyboard", async () => {
  const page = await at("keys", "API keys");
  const name = `app-${Date.now()}`;
  await tabTo(page, "#key-name");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: `The key for ${name}` }).waitFor();
  assert.equal(await focused(page), "made-title");
  assert.match(await page.getByLabel("Key", { exact: true }).inputValue(), /^hex311_[\w-]{32}$/);
  await looksRight(page, "a new key");
  await press(page, ".good > .button");
  await until(page, () => document.activeElement?.id === "key-name");
  assert.doesNotMatch(await page.locator("body").innerText(), /hex311_/);

  const item = page.locator("li.panel", { hasText: name });
  await item.getByRole("button", { name: "Take it back" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: `Take back the key of ${name}?` });
  await dialog.waitFor();
  await looksRight(page, "asked before a key is taken back");
  await page.keyboard.press("Escape"); // nothing happens
  await dialog.waitFor({ state: "detached" });
  await item.getByRole("button", { name: "Take it back" }).press("Enter");
  await dialog.waitFor();
  await press(page, "dialog .buttons > :last-child");
  await item.getByText("Taken back").first().waitFor();
  await until(page, () => document.activeElement?.id.startsWith("key-"));
});

test("a person is invited, given other work, switched off and on; nobody takes themselves out", async () => {
  const page = await at("users", "People");
  await page.getByText(/^\d+ people\.$/).waitFor();
  await looksRight(page, "people");
  const name = `Person ${Date.now()}`;
  await press(page, "#invite");
  await until(page, () => document.activeElement?.id === "person-name");
  await page.keyboard.type(name);
  await tabTo(page, "#person-email");
  await page.keyboard.type(`person-${Date.now()}@example.org`);
  await press(page, "#role-crew", " ");
  await page.keyboard.press("Control+Enter");
  await page.getByText("The role crew works for a department. Choose at least one.").waitFor();
  await press(page, "#department-sanitation", " ");
  await looksRight(page, "an invitation");
  await page.keyboard.press("Control+Enter");
  const row = page.locator(".people li", { hasText: name });
  await row.getByText("Invited, has not signed in yet").waitFor();
  await until(page, () => document.activeElement?.id.startsWith("user-"));
  assert.match(await row.innerText(), /Crew\s+Sanitation/);

  await page.getByLabel("Name or address").fill(name);
  await row.getByRole("button", { name: "Change" }).press("Enter");
  await until(page, () => document.activeElement?.id === "person-name");
  await press(page, "#role-dispatcher", " ");
  await page.keyboard.press("Control+Enter");
  await row.getByText("Dispatcher").waitFor();
  await row.getByRole("button", { name: "Switch off" }).press("Enter");
  await page.getByText("They cannot sign in any more").waitFor();
  await looksRight(page, "asked before somebody is switched off");
  await press(page, "dialog .buttons > :last-child");
  await row.getByText("Switched off").waitFor();
  await until(page, () => document.activeElement?.id.startsWith("user-"));
  await row.getByRole("button", { name: "Switch on" }).press("Enter");
  await page.getByText("They can sign in again").waitFor();
  await press(page, "dialog .buttons > :last-child");
  await row.getByRole("button", { name: "Switch off" }).waitFor();

  await page.getByLabel("Name or address").fill("admin@example.org");
  const mine = page.locator(".people li", { hasText: "admin@example.org" });
  await mine.getByText("This is you.").waitFor();
  assert.equal(await mine.getByRole("button", { name: "Switch off" }).count(), 0);
  await mine.getByRole("button", { name: "Change" }).press("Enter");
  await press(page, "#role-admin", " ");
  await press(page, "#role-manager", " ");
  await page.keyboard.press("Control+Enter");
  await page.getByText("You cannot take administration away from yourself.").waitFor();
  await page.keyboard.press("Escape");

  await page.evaluate(() => (window.location.hash = "/admin/audit"));
  await heading(page, "Audit log");
  await page.getByText("Switched a person on").first().waitFor();
  await looksRight(page, "the audit log");
  await page.locator("ol a").first().press("Enter");
  await page.getByText("Everything by one person.").waitFor();
});

test("who may not administer sees nothing of it", async () => {
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, "dispatcher.sanitation@example.org");
  await heading(page, "Queue");
  assert.equal(await page.getByRole("link", { name: "Administration" }).count(), 0);
  await page.evaluate(() => (window.location.hash = "/admin/users"));
  await heading(page, "No such screen");
});

test("a rule is tried on recent cases before it is published, by keyboard", async () => {
  const page = await at("rules", "Duplicate rules");
  await page.getByLabel("Type").fill("pothole");
  await page.getByRole("button", { name: "Change" }).first().press("Enter");
  await until(page, () => document.activeElement?.id === "rule-kind");
  await tabTo(page, "#rule-metres");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("45");
  await page.keyboard.press("Enter");
  await page.getByText(/more would have been joined/).first().waitFor();
  await looksRight(page, "a rule that was tried");
});

test("a pack with faults names file, line and remedy", async () => {
  const page = await at("pack", "City pack");
  await page.getByText("The version that stands:").waitFor();
  await page.getByLabel("The pack as a ZIP file").setInputFiles({ name: "pack.zip", mimeType: "application/zip", buffer: Buffer.from("no zip") });
  await tabTo(page, "form .button");
  await page.keyboard.press("Enter");
  await page.getByText("This is not a ZIP file.").waitFor();
  await looksRight(page, "a pack with faults");
});

test("whoever lost their authenticator app is freed of its codes, which the log tells", async () => {
  const email = await withCodes("agent", "An-Own-Password-2");
  assert.equal((await afterPassword(email, "An-Own-Password-2")).ChallengeName, "SOFTWARE_TOKEN_MFA");
  const page = await at("users", "People");
  await page.getByLabel("Name or address").fill(email);
  const row = page.locator(".people li", { hasText: email });
  await row.getByRole("button", { name: "Reset codes" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "No codes any more for New Person?" });
  await dialog.waitFor();
  await looksRight(page, "asked before codes are reset");
  await press(page, "dialog .buttons > :last-child");
  await dialog.waitFor({ state: "detached" });
  await until(page, () => document.activeElement?.id.startsWith("user-"));
  assert.ok((await afterPassword(email, "An-Own-Password-2")).AuthenticationResult, "the password is enough now");
  const admin = await staffApi("admin@example.org");
  const { entries } = await admin("GET", "/audit");
  const { users } = await admin("GET", "/users");
  const { user_id } = users.find((one) => one.email === email);
  assert.deepEqual(entries.filter(({ about }) => about === user_id).map(({ action, outcome }) => [action, outcome]), [["user_codes_reset", "done"]]);
  const manager = await staffApi("manager@example.org");
  await assert.rejects(manager("POST", `/users/${user_id}/reset-codes`), /403/);
});
