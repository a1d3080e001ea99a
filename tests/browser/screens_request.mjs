/**
 * Pictures of the case page for docs/screens/resident/. The report is a real one; states that take days to reach are
 * put in place of the API's answer.
 *   HEX311_DOOR=http://127.0.0.1:8311 node tests/browser/screens_request.mjs
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./support/browser.mjs";
import { api, somewhereNew } from "./support/city.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens/resident/", import.meta.url));
const DAY_MS = 86_400_000;
const inDays = (days) => new Date(Date.now() + days * DAY_MS).toISOString();
const dayIn = (days) => inDays(days).slice(0, 10);

const works = { code: "public_works", name: "Public Works", kind: "city", phone: "555-0101" };
const electric = { code: "electric", name: "Prairie Electric", kind: "outside", phone: "555-0190" };
const place = { street: "600 block of W Main Street", address: "" };
const why = (by, layer_name = null, area_name = null) => ({ by, layer_name, area_name });
const district = { layer_name: "Council districts", name: "District 3" };
const task = { title: "Fill the hole", department: works, status: "open", planned_for: null, why: why("type"), crew_area: district };
const told = (days, text) => ({ at: inDays(days), kind: "Told", text });
const story = [told(-9, "We received your report."), told(-9, "Public Works is now in charge.")];
const learned = { expected_at: inDays(5), basis: "closings", text: "", p50_on: dayIn(2), p80_on: dayIn(5), moved_at: inDays(-1), promised_at: inDays(6) };
const target = (days) => ({ expected_at: inDays(days), basis: "service_level", text: "", p50_on: null, p80_on: null, moved_at: null, promised_at: inDays(days) });
const began = { requested_at: inDays(-9), updated_at: inDays(-1), department: works, work: [task], timeline: story, ...place };

/** A picture of a street with a hole in it, or with none: drawn here, so that no photo of anybody is needed. */
const drawing = (hole) => `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420"><rect width="640" height="420" fill="#8d9499"/>
<rect y="60" width="640" height="300" fill="#4a5055"/><path d="M0 210h640" stroke="#e8e3d2" stroke-width="10" stroke-dasharray="60 40"/>
${hole ? '<ellipse cx="400" cy="285" rx="95" ry="42" fill="#1f2225"/><ellipse cx="396" cy="278" rx="72" ry="27" fill="#31363a"/>' : '<rect x="310" y="245" width="180" height="80" rx="10" fill="#3a3f43"/>'}</svg>`;
const photo = (of, name) => ({ url: `/photos/${name}.jpg`, thumbnail_url: `/photos/${name}.jpg`, of });

const STATES = {
  open: {
    parts: {
      ...began,
      status: "scheduled",
      status_text: "Scheduled",
      estimate: learned,
      joined: 11,
      followers: 4,
      work: [{ ...task, status: "scheduled", planned_for: `${dayIn(3)}T09:00` }],
      timeline: [...story, told(-2, `Public Works has planned it: Fill the hole, ${dayIn(3)} 09:00.`)],
      date_moves: [{ at: inDays(-1), was_on: dayIn(2), is_on: dayIn(5), why: "slower" }],
    },
  },
  late: { parts: { ...began, status: "under_way", status_text: "Under way", estimate: target(-3), promise: { due_at: inDays(-3), late: true, waiting_since: null }, work: [{ ...task, status: "started" }] } },
  passed: {
    parts: {
      ...began,
      service_name: "Street light out",
      status: "passed_on",
      status_text: "Passed to Prairie Electric",
      department: electric,
      estimate: null,
      next_check_at: inDays(8),
      work: [{ ...task, title: "Repair the street light", department: electric, why: why("layer", "Street light owner", "Prairie Electric"), crew_area: null }],
      timeline: [...story, told(-5, `Passed on to Prairie Electric (555-0190). We ask them how it stands on ${dayIn(8)}.`)],
    },
  },
  question: {
    mine: true,
    parts: {
      ...began,
      status: "waiting",
      status_text: "Waiting for you",
      question: { text: "Which side of the street is it on? A photo would help.", answer_by: inDays(9) },
      promise: { due_at: null, late: false, waiting_since: inDays(-1) },
      timeline: [...story, told(-1, `We have a question for the person who reported this. The clock stands still until ${dayIn(9)}.`)],
    },
  },
  done: {
    parts: {
      ...began,
      status: "done",
      status_text: "Done",
      closed_at: inDays(-1),
      reopen_until: inDays(20),
      estimate: null,
      outcome_text: "We filled the hole with hot asphalt.",
      photos: [photo("reporter", "hole"), photo("staff", "filled")],
      work: [{ ...task, status: "completed" }],
      timeline: [...story, told(-1, "Public Works has started: Fill the hole."), told(-1, "The report is closed. We filled the hole with hot asphalt.")],
    },
  },
  merged: { parts: { ...began, status: "duplicate", status_text: "Already reported", closed_at: inDays(-1), estimate: null, duplicate_of: "3WQ-V5H-236", joined: 2, work: [], timeline: [...story, told(-1, "This is the same as 3WQ-V5H-236. We go on there; you will hear what happens.")] } },
  follower: { key: "~token-of-a-mail", parts: { ...began, status: "done", status_text: "Done", closed_at: inDays(-1), reopen_until: inDays(20), estimate: null, outcome_text: "We filled the hole with hot asphalt.", work: [{ ...task, status: "completed" }] } },
};

const at = await somewhereNew("pothole");
const body = { service_code: "pothole", lat: at.lat, long: at.long, answers: { size: "plate" }, description: "Right in front of the bus stop." };
const filed = await api("/api/v1/requests", { method: "POST", body });
const number = filed.service_request_id;
const secret = filed.follow_url.split(".").at(-1);
const seen = { open: await api(`/api/v1/requests/${number}`), mine: await api(`/api/v1/requests/${number}`, { headers: { "X-Follow-Secret": secret } }) };

mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
for (const [width, height] of [[320, 640], [1280, 900]]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [name, { parts, key = "", mine = false }] of Object.entries(STATES)) {
      const page = await browser.visitor({ viewport: { width, height }, colorScheme });
      await page.route(`**/api/v1/requests/${number}*`, (route) => route.fulfill({ json: { ...(mine ? seen.mine : seen.open), ...parts } }));
      for (const [file, hole] of [["hole", true], ["filled", false]]) {
        await page.route(`**/photos/${file}.jpg`, (route) => route.fulfill({ contentType: "image/svg+xml", body: drawing(hole) }));
      }
      await page.goto(`/request/#${number}${mine ? `.${secret}` : key}`);
      await page.locator("#state").waitFor();
      await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode().catch(() => undefined))));
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${FOLDER}request-${name}-${width}-${colorScheme}.png`, fullPage: true });
      await page.close();
    }
  }
}
await browser.close();
