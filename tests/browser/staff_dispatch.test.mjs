/** Dispatching from the queue: narrowed by areas, on the map, kept as a view; clocks explained; requests made one. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { waitFor } from "./support/city.mjs";
import { heading, openBrowser, tabTo, until } from "./support/browser.mjs";
import { looksRight } from "./support/looks.mjs";
import { SIGNING_IN, signIn, staffApi } from "./support/staff.mjs";
import { graffiti } from "./support/work.mjs";

const DISPATCHER = "dispatcher.sanitation@example.org";
let browser;
let staff;
let filed;
before(async () => {
  browser = await openBrowser();
  staff = await staffApi(DISPATCHER);
  filed = [await graffiti(), await graffiti()];
  await waitFor(async () => {
    const there = await rows("open");
    return filed.every((number) => there.some((row) => row.service_request_id === number));
  }, "the new work in the queue");
});
afterEach(() => browser.settle());
after(() => browser.close());

async function rows(status) {
  return (await staff("GET", `/queue?department=sanitation&status=${status}&limit=1000`)).rows;
}

async function atTheQueue(query = "?department=sanitation") {
  const page = await browser.visitor(SIGNING_IN);
  await signIn(page, DISPATCHER);
  await heading(page, "Queue");
  await page.evaluate((asked) => (window.location.hash = `/queue${asked}`), query);
  await page.locator("[data-row]").first().waitFor();
  return page;
}

const rowOf = (page, number) => page.locator("[data-row]", { hasText: number });
const hashHas = (page, part) => until(page, (wanted) => window.location.hash.includes(wanted), part);

test("narrowed to an area, kept under a name for the department, and what the queue opens with", async () => {
  const page = await atTheQueue();
  const name = `By the area ${filed[0]}`;
  await page.getByLabel("Areas of").selectOption("council_districts");
  const [{ areas }] = (await rows("open")).filter((row) => row.service_request_id === filed[0]);
  const district = areas.find((area) => area.startsWith("council_districts:"));
  await page.getByLabel("Area", { exact: true }).selectOption(district);
  await hashHas(page, encodeURIComponent(encodeURIComponent(district)));
  await rowOf(page, filed[0]).waitFor();
  const within = (await rows("open")).filter((row) => row.areas.includes(district)).length;
  assert.equal(Number(await page.locator("table").getAttribute("aria-rowcount")), within + 1);
  await tabTo(page, ".views button");
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement?.id === "queue-view-name");
  await page.keyboard.type(name);
  await looksRight(page, "keeping a view");
  await page.getByLabel("For the whole department").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByLabel("The queue opens with it").check();
  await until(page, () => document.querySelector("#queue-first")?.checked === true);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => (window.location.hash = "/queue"));
  await page.reload();
  await hashHas(page, "areas="); // the next day
  assert.equal(await page.locator("#queue-view option:checked").innerText(), name);
  await page.getByRole("button", { name: "Remove this view" }).click();
  await until(page, (gone) => ![...document.querySelectorAll("#queue-view option")].some((one) => one.textContent === gone), name);
});

test("on the map: an area that is pressed narrows the table, and the other way round", async () => {
  const page = await atTheQueue("?department=sanitation&map=yes");
  await page.getByLabel("Areas of").selectOption("council_districts");
  await page.locator(".mapbox canvas").waitFor();
  await page.getByText("one on an area narrows the table to it").waitFor();
  await page.waitForLoadState("networkidle");
  await looksRight(page, "the queue with its map");
  await waitFor(async () => {
    await page.locator(".mapbox canvas").click({ position: { x: 150, y: 150 } });
    return page.evaluate(() => window.location.hash.includes("areas="));
  }, "an area that was pressed");
  await page.locator(".chosen button").first().click();
  await until(page, () => !window.location.hash.includes("areas="));
  await page.getByRole("button", { name: "Map", exact: true }).click();
  await until(page, () => !window.location.hash.includes("map=") && !document.querySelector(".mapbox"));
});

test("two reports of one matter are made one, and taken apart again", async () => {
  const page = await atTheQueue();
  for (const number of filed) await rowOf(page, number).getByRole("checkbox").check();
  await page.getByRole("button", { name: "The same matter? Merge 2 requests" }).click();
  await until(page, () => document.activeElement?.id === "merge-title");
  await page.locator(`#merge-${filed[0]}`).check(); // both may be of the same second
  await page.getByText(/would become a duplicate of/).waitFor();
  await looksRight(page, "before merging");
  await page.getByRole("button", { name: "Merge them" }).click();
  await page.getByText("Please say why, in a few words.").waitFor();
  await page.getByLabel("Why are they the same?").fill("the very same wall");
  await page.getByRole("button", { name: "Merge them" }).click();
  await page.getByText(/1 request was merged into/).first().waitFor();
  await rowOf(page, filed[1]).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Take it back" }).click();
  await waitFor(async () => (await rows("open")).some((row) => row.service_request_id === filed[1]), "its work in the queue again");
});

test("a clock that stands still says why, since when and what is left; who else looks is named", async () => {
  const [{ work_order_id: order }] = (await rows("open")).filter((row) => row.service_request_id === filed[0]);
  const steps = `/requests/${filed[0]}/work-orders/${order}`;
  await staff("POST", `${steps}/claim`);
  await staff("POST", `${steps}/pause`, { reason: "weather" });
  const page = await atTheQueue("?department=sanitation&status=paused");
  assert.match(await rowOf(page, filed[0]).innerText(), /Stands still, \d+ h left/);
  const colleague = await staffApi("admin@example.org");
  await colleague("PUT", `/requests/${filed[0]}/presence`, { looking: true });
  await rowOf(page, filed[0]).locator(".open").click();
  await page.getByText(/Stands still since .+: .+\./).waitFor();
  await page.getByText(/of working time left/).waitFor();
  await page.getByText(/ is looking at this\./).waitFor();
  await looksRight(page, "a clock that stands still");
});
