/** The pages without scripts, in a browser that runs none: a report from the first page to its status, by keyboard. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { openBrowser, tabTo } from "./support/browser.mjs";
import { mailedLink, someone, somewhereNew, startWork, waitFor } from "./support/city.mjs";
import { looksRight } from "./support/looks.mjs";

const NAUGHTY = `<img src=x onerror="document.title='gone'"> <script>alert(1)</script> Ω≈ç 田 👩‍🚒 \u202Eabc`;

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

/** Enter, and the page that comes of it: the title alone may be that of the page that is about to go. */
async function enter(page, title) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await page.locator("h1", { hasText: title }).waitFor();
}

const number = (page) => page.locator("#number").textContent();

test("a report from start to end with the keyboard alone, and no script", async () => {
  const page = await browser.visitor({ javaScriptEnabled: false });
  const [place, email] = [await somewhereNew("pothole"), someone("plain")];
  await page.goto("/basic/");
  await page.keyboard.press("Tab");
  assert.ok(await page.locator(".skip:focus").count(), "the skip link comes first");
  await tabTo(page, "#words");
  await page.keyboard.type("hole in the road");
  await enter(page, "What do you want to report?");
  await tabTo(page, '.types a[href*="/report/pothole"]');
  await enter(page, "Where is it?");
  await tabTo(page, "#place");
  await page.keyboard.type("nowhere at all 99999");
  await enter(page, "Where is it?");
  assert.ok(await page.locator(".problems:focus").count(), "the focus is on what is wrong");
  assert.equal(await page.locator("#place").inputValue(), "nowhere at all 99999");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter"); // the link to the field
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(place.text);
  await enter(page, "Tell us more");
  await tabTo(page, "[name='answer.size']");
  await page.keyboard.press("Space");
  await tabTo(page, "#description");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(NAUGHTY);
  await tabTo(page, "button");
  await enter(page, "Add a photo");
  await tabTo(page, "form .button");
  await enter(page, "Check and send");
  assert.equal(await page.locator("dd", { hasText: "<img src=x" }).count(), 1, "read back as it was typed");
  await tabTo(page, "#email");
  await page.keyboard.type(email);
  await enter(page, "Thank you. We have your report"); // Enter in a field sends
  const filed = await number(page);
  await page.reload();
  assert.equal(await number(page), filed, "a reload shows the same receipt");
  await page.goBack();
  await page.goForward();
  assert.equal(await number(page), filed);
  const link = await mailedLink(email, "confirm");
  await page.goto("/basic/mail");
  await tabTo(page, "#link");
  await page.keyboard.insertText(`https://city.example${link}`);
  await enter(page, "You follow this report");
  await startWork(filed);
  await waitFor(async () => {
    await page.goto(`/basic/request/${filed}`);
    return (await page.locator(".timeline li").count()) > 2;
  }, "the crew's first step on the page");
  assert.match(await page.locator("dd.typed").textContent(), /<script>alert/);
});

test("every state is accessible, at 320 px and in the dark too", async () => {
  const page = await browser.visitor({});
  const place = await somewhereNew("cart_request");
  const press = (text) => page.getByRole("button", { name: text }).first().click();
  const see = async (path, state) => {
    await page.goto(path);
    await looksRight(page, state);
  };
  await see("/basic/", "start");
  await see("/basic/report?words=light", "types found");
  await see("/basic/report/power_outage", "not the city's");
  await see("/basic/request?number=xyz", "a number that is none");
  await see("/basic/report/pothole?lang=ar", "from right to left");
  await page.goto("/basic/report/pothole");
  await page.fill("#place", "Main");
  await press("Continue");
  await looksRight(page, "places to choose from");
  await page.goto("/basic/report/cart_request");
  await press("Continue");
  await looksRight(page, "a place is missing");
  await page.fill("#place", place.text);
  await press("Continue");
  await press("Continue");
  await looksRight(page, "answers are missing");
  await page.getByRole("radio").first().check();
  await page.locator("[name='answer.need'][value='first']").check();
  await press("Continue");
  await looksRight(page, "a further question");
  await page.locator("[name='answer.size']").first().check();
  await press("Continue");
  await page.fill("#email", "no address");
  await press("Send the report");
  await looksRight(page, "an address is wrong");
  await page.fill("#email", "");
  await page.locator("main form > .button").click();
  await looksRight(page, "receipt");
  await page.getByRole("link", { name: "See how the report stands" }).click();
  await looksRight(page, "status of one's own report");
});

test("danger, known already, a photo: accessible as well", async () => {
  const page = await browser.visitor({});
  const place = await somewhereNew("pothole");
  const press = (text) => page.getByRole("button", { name: text }).first().click();
  await page.goto("/basic/report/cave_in");
  await page.fill("#place", place.text);
  await press("Continue");
  await page.locator("[value='trapped']").check();
  await press("Continue");
  await looksRight(page, "stop");
  for (let round = 0; round < 2; round += 1) {
    await page.goto("/basic/report/pothole");
    await page.fill("#place", place.text);
    await press("Continue");
    if (round) {
      await looksRight(page, "known already");
      await press("Me too");
      await looksRight(page, "counted");
      break;
    }
    await page.getByRole("radio").first().check();
    await press("Continue");
    await looksRight(page, "photo");
    await press("Continue");
    await page.locator("main form > .button").click();
    await page.locator("#number").waitFor();
  }
});

test("text twice as large needs no sideways scrolling", async () => {
  // twice the letters in the same window is half the window for the letters
  const page = await browser.visitor({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  for (const path of ["/basic/", "/basic/report?words=light", "/basic/report/pothole", "/basic/request"]) {
    await page.goto(path);
    const { wide, width } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      width: document.documentElement.clientWidth,
    }));
    assert.ok(wide <= width, path);
  }
});

test("a page whose scripts are off leads here", async () => {
  const page = await browser.visitor({ javaScriptEnabled: false });
  for (const path of ["/", "/report/", "/map/", "/request/", "/confirm/"]) {
    await page.goto(path);
    const links = page.locator('a[href^="/basic/"]:visible');
    assert.ok((await links.count()) >= 2, `${path} names the pages without scripts in both languages`);
    const answer = await page.request.get(await links.first().getAttribute("href"));
    assert.equal(answer.status(), 200);
  }
});
