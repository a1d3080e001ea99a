/**
 * Every case of the running city, on the resident's page and on the staff's: a page that fails on what is in a case fails
 * here. Run by hand on a city with its demo cases; prints how many pages were looked at.
 *   HEX311_DOOR=http://127.0.0.1:8311 node tests/browser/every_case.mjs
 */
import assert from "node:assert/strict";
import { openBrowser, until } from "./support/browser.mjs";
import { DOOR, api } from "./support/city.mjs";
import { SIGNING_IN, signIn, staffApi } from "./support/staff.mjs";

const admin = await staffApi("admin@example.org");
const numbers = new Set();
const { departments } = await admin("GET", "/me").then((me) => ({ departments: me.city_departments.map(({ code }) => code) }));
for (const department of departments)
  for (const status of ["open", "assigned", "scheduled", "started", "paused", "completed", "withdrawn"])
    for (let cursor = ""; cursor !== null; ) {
      const page = await admin("GET", `/queue?department=${department}&status=${status}&limit=1000${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      for (const { service_request_id } of page.rows) numbers.add(service_request_id);
      cursor = page.next;
    }
assert.ok(numbers.size > 0, "the city has no case");

const browser = await openBrowser();
const faults = [];
const watch = (page) => page.on("pageerror", (error) => faults.push([page.url(), String(error.stack)]));
const staff = await browser.visitor(SIGNING_IN);
watch(staff);
await signIn(staff, "admin@example.org");
await staff.locator("nav a").first().waitFor();
const resident = await browser.visitor();
watch(resident);
for (const number of numbers) {
  await staff.evaluate((wanted) => (window.location.hash = `/case/${wanted}`), number);
  await until(staff, (wanted) => document.querySelector("h1")?.textContent.includes(wanted) || document.querySelector("[role=alert]"), number);
  await resident.goto(`${DOOR}/request/#${number}`);
  await until(resident, (wanted) => document.querySelector("main").innerText.includes(wanted) || document.querySelector("[role=alert]"), number);
}
await browser.close();
console.log(`${numbers.size} cases on two pages, ${faults.length} faults`);
for (const [url, stack] of faults.slice(0, 20)) console.log(url, stack);
process.exitCode = faults.length ? 1 : 0;
