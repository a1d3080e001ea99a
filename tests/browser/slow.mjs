/**
 * How many seconds until each page of the resident's app can be used on a cheap phone (support/slow.mjs), as JSON: the
 * best of three first visits, since whatever else the machine does can only make one slower.
 *   HEX311_DOOR=http://127.0.0.1:8311 node tests/browser/slow.mjs [PATH ...]
 */
import { openBrowser } from "./support/browser.mjs";
import { PAGES, usableAfter } from "./support/slow.mjs";

const VISITS = 3;
const browser = await openBrowser();
const found = {};
const wanted = process.argv.slice(2);
for (const path of wanted.length ? wanted : Object.keys(PAGES)) {
  const times = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const seconds = await usableAfter(browser, path);
    if (seconds !== null) times.push(seconds);
    await browser.settle();
  }
  if (times.length) found[path] = Math.min(...times);
}
await browser.close();
console.log(JSON.stringify(found));
