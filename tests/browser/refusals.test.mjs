/** When the answer is no: it says why, in the reader's language, and what to do instead. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { outsideTheCity, somewhereNew } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

test("a place outside the city: who to call", async () => {
  const page = await browser.visitor();
  await page.goto("/report/?type=pothole");
  await page.fill("#point", await outsideTheCity());
  await page.click("form > .button");
  const box = page.locator("[role=alert]", { hasText: "This place is outside the city" });
  await box.waitFor();
  assert.match(await box.textContent(), /555-0171/);
  await heading(page, "Where is it?");
  await looksRight(page, "outside the city");
});

test("an answer that means danger: call now, and nothing can be sent", async () => {
  const page = await browser.visitor();
  await page.goto("/report/?type=stray_animal");
  await page.fill("#point", (await somewhereNew("stray_animal")).text);
  await page.click("form > .button");
  await page.check("#answer-behaviour-attacking");
  const box = page.locator("[role=alert]", { hasText: "Stop: do this first" });
  await box.waitFor();
  assert.equal(await box.locator("a[href='tel:911']").count(), 1);
  await page.click("form > .button");
  assert.ok(await box.evaluate((shown) => document.activeElement === shown), "the warning has the focus");
  await looksRight(page, "danger");
  await page.check("#answer-behaviour-calm");
  await box.waitFor({ state: "detached" });
});

test("what is not the city's: who to turn to, in place of a form", async () => {
  const page = await browser.visitor();
  await page.goto("/report/?type=gas_smell");
  await page.getByText("Leave the building now.").waitFor();
  assert.equal(await page.locator("#report form").count(), 0);
  await looksRight(page, "not the city's");
});

test("what is missing or wrong is listed at the top, at the field, and leads there", async () => {
  const page = await browser.visitor();
  await page.goto("/report/?type=pothole");
  await page.locator("#point").waitFor();
  await looksRight(page, "where");
  await page.click("form > .button");
  await until(page, () => document.activeElement.matches(".problems"), null, "the focus on the summary");
  assert.match(await page.title(), /^Please check: /);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "point");
  assert.equal(await page.getAttribute("#point", "aria-invalid"), "true");
  await page.fill("#point", "over there");
  await page.click("form > .button");
  await page.getByRole("link", { name: /We cannot read a place in this/ }).waitFor();
  await looksRight(page, "where, with a problem");

  await page.fill("#point", (await somewhereNew("pothole")).text);
  await page.click("form > .button");
  await heading(page, "Tell us more and send");
  await page.click("form > .button");
  await page.getByRole("link", { name: "Please answer: How big is it?" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.name), "answer-size");
  await looksRight(page, "details, with a problem");
});

test("what only the API can know is brought to its field", async () => {
  const page = await browser.visitor();
  await page.goto("/report/?type=graffiti_removal");
  await page.fill("#point", (await somewhereNew("graffiti_removal")).text);
  await page.click("form > .button");
  for (const choice of ["surface-metal", "owner-public", "hateful-no"]) await page.check(`#answer-${choice}`);
  await page.click("form > .button");
  await page.fill("#email", "someone@example.org");
  await page.route("**/api/v1/requests?*", (route) =>
    route.fulfill({
      status: 400,
      json: {
        code: "bad_input",
        message: "Some of what was sent needs mending.",
        problems: [
          { field: "answers.hateful", problem: "This answer is missing.", how_to_mend: "Please answer." },
          { field: "reporter.email", problem: "This mailbox is full.", how_to_mend: "Use another." },
        ],
      },
    }),
  );
  await page.click("#send");
  await heading(page, "Tell us more");
  await page.getByRole("link", { name: "This answer is missing. Please answer." }).click();
  assert.equal(await page.evaluate(() => document.activeElement.name), "answer-hateful");
  await page.goBack();
  await heading(page, "Check and send");
  assert.equal(await page.inputValue("#email"), "someone@example.org", "nothing typed is lost");
});

test("a number that cannot be, and one that is not there", async () => {
  const page = await browser.visitor();
  await page.goto("/request/#7QX-4CM-2WJ");
  await page.locator(".wrong", { hasText: "There is a typing mistake in this number" }).waitFor();
  await looksRight(page, "a mistyped number");
  await tabTo(page, "#tracking");
  await page.fill("#tracking", "no such thing");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /This is not a tracking number/ }).waitFor();
  await page.fill("#tracking", " 222 222-222 ");
  await page.keyboard.press("Enter");
  await page.getByText("with the number 222-222-222").waitFor();
});

test("when the city cannot be reached, that is said, and trying again is enough", async () => {
  const page = await browser.visitor();
  await page.route("**/api/v1/city*", (route) => route.abort());
  await page.goto("/report/?type=pothole");
  await page.locator("#trouble").waitFor();
  await looksRight(page, "the city cannot be reached");
  await page.unroute("**/api/v1/city*");
  await page.click("#again");
  await heading(page, "Where is it?");
  assert.ok(await page.locator("#trouble").isHidden());
});
