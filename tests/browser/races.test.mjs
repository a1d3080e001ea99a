/**
 * Late answers: what was asked for an earlier choice never takes the place of a later one. And things that are told
 * twice: they break no page.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { heading, openBrowser, until } from "./support/browser.mjs";
import { api, somewhereNew } from "./support/city.mjs";
import { draftOf, keepThings, waitingReports } from "./support/kept.mjs";

const LATE_MS = 2_500;

let browser;
before(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.settle());
after(() => browser.close());

/** Hold the answer to an address back; what comes back waits until it has been given, and a little longer. */
async function late(page, address) {
  let given;
  const done = new Promise((resolve) => (given = resolve));
  await page.route(address, async (route) => {
    await page.waitForTimeout(LATE_MS);
    await route.continue().catch(() => undefined);
    given();
  });
  return async () => {
    await done;
    await page.waitForTimeout(800);
  };
}

/** A device that needs a while to find out where it is. */
const slowDevice = (page, { lat, long }) =>
  page.addInitScript(
    ([latitude, longitude, wait]) => {
      navigator.geolocation.getCurrentPosition = (take) => {
        const found = (document.documentElement.dataset.located = "asked");
        setTimeout(() => {
          take({ coords: { latitude, longitude, accuracy: 5 } });
          document.documentElement.dataset.located = `${found} found`;
        }, wait);
      };
    },
    [lat, long, LATE_MS],
  );

const wasFound = (page) => until(page, () => document.documentElement.dataset.located === "asked found");

/** The first address of the city that begins like this, chosen with the keys. */
async function chooseAddress(page, words) {
  await page.locator("#address").pressSequentially(words);
  await until(page, () => document.querySelector("#address-list:not([hidden]) li"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(page, () => document.querySelector("#point").value !== "");
}

async function anAddress() {
  for (const q of ["main", "oak", "1st", "park", "street"]) {
    const { matches } = await api(`/api/v1/addresses?q=${q}&limit=5`);
    const found = matches.find(({ lat }) => lat !== null);
    if (found) return found;
  }
  throw new Error("the city has no addresses");
}

test("another type is chosen while the first is still asked for: its questions are the report's", async () => {
  const page = await browser.visitor();
  const told = await late(page, "**/api/v1/services/pothole?*");
  await page.goto("/report/");
  await heading(page, "What do you want to report?");
  await page.locator('a[href$="type=pothole"]').first().click();
  await page.locator('a[href$="type=graffiti_removal"]').first().click();
  await heading(page, "Where is it?");
  await told();
  assert.match(await page.textContent("#report"), /Graffiti/);
  assert.doesNotMatch(await page.textContent("#report"), /Pothole/);
  const { service_code, service_name } = await draftOf(page);
  assert.deepEqual([service_code, /Graffiti/.test(service_name)], ["graffiti_removal", true]);
});

test("who goes back while the city looks at the place stays there", async () => {
  const page = await browser.visitor();
  const place = await somewhereNew("pothole");
  await page.goto("/report/");
  await heading(page, "What do you want to report?");
  await page.locator('a[href$="type=pothole"]').first().click();
  await heading(page, "Where is it?");
  await page.fill("#point", place.text);
  await page.keyboard.press("Tab");
  await until(page, () => document.querySelector("#report .panel.good"));
  const told = await late(page, "**/api/v1/duplicates?*");
  await page.locator("form > .button").click();
  await page.goBack();
  await heading(page, "What do you want to report?");
  await told();
  assert.equal(await page.textContent("h1"), "What do you want to report?");
});

test("the device's own place comes late, and an address was chosen meanwhile: the address stays", async () => {
  const page = await browser.visitor({ permissions: ["geolocation"] });
  const far = await somewhereNew("pothole");
  const { label } = await anAddress();
  await slowDevice(page, far);
  await page.goto("/report/?type=pothole");
  await heading(page, "Where is it?");
  await until(page, () => document.documentElement.dataset.located === "asked", null, "the device is asked unasked");
  await chooseAddress(page, label.slice(0, 12));
  const chosen = await page.inputValue("#point");
  await wasFound(page);
  await page.waitForTimeout(500);
  assert.equal(await page.inputValue("#point"), chosen);
  assert.equal((await draftOf(page)).point_text, chosen);
});

test("the device's own place comes late, and the page of places was left: the report keeps its place", async () => {
  const page = await browser.visitor({ permissions: ["geolocation"] });
  const [far, place] = [await somewhereNew("pothole"), await somewhereNew("pothole")];
  await slowDevice(page, far);
  await page.goto("/report/?type=pothole");
  await heading(page, "Where is it?");
  await page.fill("#point", place.text);
  await page.locator("form > .button").click();
  await heading(page, "Tell us more and send");
  await wasFound(page);
  await page.waitForTimeout(500);
  assert.equal((await draftOf(page)).point_text, place.text);
  assert.equal(await page.textContent("h1"), "Tell us more and send");
});

test("what is known near the first place comes after what is known near the second: the second stands", async () => {
  const page = await browser.visitor();
  const [first, second] = [await somewhereNew("pothole"), await somewhereNew("pothole")];
  const known = (number) => ({
    service_request_id: number,
    service_name: "Pothole",
    status: "open",
    status_text: "Open",
    requested_at: "2026-11-01T12:00:00Z",
    closed_at: null,
    estimate: null,
    followers: 0,
    joined: 0,
    distance_m: 12,
  });
  let asked = 0;
  let told;
  const all = new Promise((resolve) => (told = resolve));
  await page.route("**/api/v1/duplicates?*", async (route) => {
    const isFirst = Math.abs(Number(new URL(route.request().url()).searchParams.get("lat")) - first.lat) < 1e-6;
    const isLate = isFirst && (asked += 1) === 2; // the page of places asks once, the page of what is known once more
    if (isLate) await page.waitForTimeout(LATE_MS);
    await route.fulfill({ json: { duplicates: [known(isFirst ? "FIRST" : "SECOND")], closed_before: [] } }).catch(() => undefined);
    if (isLate) told();
  });
  await page.goto("/report/?type=pothole");
  await heading(page, "Where is it?");
  const give = async ({ text }) => {
    await page.fill("#point", text);
    await page.locator("form > .button").click();
    await until(page, () => window.location.hash === "#known");
  };
  await give(first);
  await page.goBack();
  await heading(page, "Where is it?");
  await give(second);
  await until(page, () => document.querySelector("#known-SECOND"));
  await all;
  await page.waitForTimeout(500);
  assert.equal(await page.locator("#known-SECOND").count(), 1);
  assert.equal(await page.locator("#known-FIRST").count(), 0);
});

test("near me is found out late, and another place was chosen meanwhile: that one stays", async () => {
  const page = await browser.visitor({ permissions: ["geolocation"] });
  const { label } = await anAddress();
  await slowDevice(page, await somewhereNew("pothole"));
  await page.goto("/");
  await page.locator("#near").click();
  await page.locator("#search").fill(label);
  await page.locator('[id^="found-place-"]').first().click();
  await until(page, () => document.querySelector("#here-title"));
  const chosen = await page.textContent("#here-title");
  await wasFound(page);
  await page.waitForTimeout(1_500);
  assert.equal(await page.textContent("#here-title"), chosen);
});

test("addresses that come late take no other place than the one the keys are at", async () => {
  const page = await browser.visitor({});
  const { lat, long } = await somewhereNew("pothole");
  await page.route("**/api/v1/addresses?*", async (route) => {
    const q = new URL(route.request().url()).searchParams.get("q");
    if (q !== "zzqx") await page.waitForTimeout(LATE_MS);
    const label = q === "zzqx" ? "1 First Street" : "2 Second Street";
    await route.fulfill({ json: { verdict: "inside_city", outside: [], matches: [{ label, lat, long, kind: "address" }] } }).catch(() => undefined);
  });
  await page.goto("/");
  await page.locator("#search").pressSequentially("zzqx");
  await page.getByRole("option", { name: "1 First Street" }).waitFor();
  await page.keyboard.type("w");
  await page.keyboard.press("ArrowDown");
  await page.getByRole("option", { name: "2 Second Street" }).waitFor();
  assert.equal(await page.getAttribute("#search", "aria-activedescendant"), null);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
  assert.equal(await page.locator("#here-title").count(), 0, "nothing was taken that nobody had chosen");
});

test("what this phone has to send is shown before the city has told how the others stand", async () => {
  const page = await browser.visitor({});
  await page.goto("/");
  await until(page, () => document.querySelector("#mine"));
  const about = { id: "kept-1", service_name: "Pothole" };
  const errand = {
    ...{ kind: "report", path: "/api/v1/requests", id: about.id, key: "k", body: {}, about, photos: [], headers: {} },
    ...{ queued_at: Date.now(), left: true, state: "refused", answer: null, refusal: { code: "bad_input", message: "No.", problems: [] } },
  };
  const mine = { number: "5QX-4CM-2WH", service_name: "Pothole", part: "followed", since: 1, secret: "", seen: null };
  await keepThings(page, [["outbox:kept-1", errand], [`mine:${mine.number}`, mine]]);
  await page.route("**/api/v1/requests/*", () => undefined); // no answer comes
  await page.reload();
  await page.locator("#outbox").waitFor({ timeout: 8_000 });
});

test("two languages one after the other: the last one is spoken, whatever comes when", async () => {
  const page = await browser.visitor({});
  await page.goto("/");
  await until(page, () => document.querySelector(".top-types li"));
  const told = await late(page, /\/api\/v1\/services\?lang=es/);
  await page.locator('[data-language="es"]').click();
  await until(page, () => document.documentElement.lang === "es");
  await page.waitForTimeout(300);
  await page.locator('[data-language="en"]').click();
  await until(page, () => document.documentElement.lang === "en");
  await told();
  assert.equal(await page.getAttribute('[data-language="en"]', "aria-pressed"), "true");
  assert.match(await page.textContent("#main"), /Pothole/);
  assert.doesNotMatch(await page.textContent("#main"), /Bache/);
});

test("another language while the report is asked for: it is told in that language", async () => {
  const page = await browser.visitor({});
  const [{ service_request_id: number }] = await api("/open311/v2/requests.json?page_size=1");
  await page.goto(`/request/#${number}`);
  await until(page, () => document.querySelector("#state .status"));
  const english = await page.textContent("#state .status");
  const told = await late(page, /\/api\/v1\/requests\/[^/]+\?lang=en/);
  await page.locator("#refresh").click();
  await page.locator('[data-language="es"]').click();
  await until(page, (before) => document.querySelector("#state .status").textContent !== before, english);
  await told();
  assert.notEqual(await page.textContent("#state .status"), english);
});

test("a refused report is looked at without a connection: the page says so, and keeps it", async () => {
  const page = await browser.visitor();
  await page.goto("/report/");
  await heading(page, "What do you want to report?");
  const place = await somewhereNew("pothole");
  const about = {
    ...{ id: "refused-draft", key: "refused-key", changed_at: Date.now(), service_code: "pothole", service_name: "Pothole" },
    ...{ words: "", point: { lat: place.lat, long: place.long }, point_text: place.text, address: "", asset_id: "", overlay: [] },
    ...{ near: "", answers: {}, insisted: [], description: "mine", photos: [], email: "", phone: "", not_duplicate_of: [], reopens: "" },
  };
  const errand = {
    ...{ kind: "report", path: "/api/v1/requests", id: about.id, key: about.key, body: {}, about, photos: [], headers: {} },
    ...{ queued_at: Date.now(), left: true, state: "refused", answer: null },
    refusal: { code: "bad_input", message: "No.", problems: [{ field: "answers.size", problem: "Missing.", how_to_mend: "Say it." }] },
  };
  await keepThings(page, [[`outbox:${about.id}`, errand]]);
  await page.reload();
  await page.locator('[data-outbox="refused"] .button').waitFor();
  await page.route("**/api/v1/services/pothole?*", (route) => route.abort());
  await page.locator('[data-outbox="refused"] .button').click();
  await until(page, () => document.querySelector('#report [role="alert"] .button'));
  assert.equal((await waitingReports(page)).length, 1);
  await page.unroute("**/api/v1/services/pothole?*");
  await page.goto("/report/");
  await page.locator('[data-outbox="refused"] .button').click();
  await until(page, () => document.activeElement.matches(".problems"));
  assert.equal((await waitingReports(page)).length, 0);
  assert.equal((await draftOf(page)).description, "mine");
});

test("a device without room keeps what is typed for this visit, and sends it", async () => {
  const page = await browser.visitor({});
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const place = await somewhereNew("pothole");
  await page.goto("/report/?type=pothole");
  await heading(page, "Where is it?");
  await page.fill("#point", place.text);
  await page.locator("form > .button").click();
  await heading(page, "Tell us more and send");
  await page.locator("#answer-size-plate").check();
  await page.locator("#send").click();
  await heading(page, "Thank you. We have your report");
});

test("the same emergency number for two things is told for both", async () => {
  const page = await browser.visitor();
  await page.route("**/api/v1/city?*", async (route) => {
    const answer = await route.fetch();
    const city = await answer.json();
    city.emergency_numbers = [
      { number: "911", for: "Fire" },
      { number: "911", for: "Police" },
    ];
    await route.fulfill({ json: city });
  });
  await page.goto("/");
  await until(page, () => document.querySelectorAll("#emergency li").length === 2);
});

test("what the city tells twice of a report or of a place is shown, and breaks no page", async () => {
  const page = await browser.visitor({});
  const [{ service_request_id: number }] = await api("/open311/v2/requests.json?page_size=1");
  const photo = { of: "resident", url: "/icon.svg", photo_id: "1" };
  const changed = (address, change) =>
    page.route(address, async (route) => {
      const told = await (await route.fetch()).json();
      await route.fulfill({ json: { ...told, ...change(told) } });
    });
  await changed("**/api/v1/requests/*", ({ overlay, work, timeline }) => ({
    ...{ overlay: [...overlay, ...overlay], work: [...work, ...work], timeline: [...timeline, ...timeline] },
    ...{ possible_duplicates: ["5QX-4CM-2WH", "5QX-4CM-2WH"], photos: [photo, photo] },
  }));
  await page.goto(`/request/#${number}`);
  await until(page, () => document.querySelectorAll("#about a.number").length === 2 && document.querySelectorAll("#photos img").length === 2);
  await changed("**/api/v1/my-city?*", ({ dates, districts, facilities }) => ({
    ...{ dates: [...dates, ...dates], districts: [...districts, ...districts], facilities: [...facilities, ...facilities] },
  }));
  const { label, lat, long } = await anAddress();
  await page.evaluate((place) => localStorage.setItem("hex311.place", JSON.stringify(place)), { label, lat, long });
  await page.goto("/");
  await until(page, () => document.querySelector("#here .facts"));
});
