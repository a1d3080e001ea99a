/**
 * A cheap phone on a slow line, as Lighthouse understands slow 4G: 1.6 Mbit/s with 150 ms to and fro, of which nine
 * tenths are had and three and three quarters are waited for each request (TCP and TLS included), and a quarter of this
 * machine's speed.
 */
import { api, somewhereNew } from "./city.mjs";

const LATENCY_MS = 150 * 3.75;
const DOWN_BYTES = (1.6 * 1024 * 1024 * 0.9) / 8;
const UP_BYTES = (750 * 1024 * 0.9) / 8;
const CPU_RATE = 4;
const PATIENCE_MS = 60_000;

/**
 * What has to work on each page before it is called usable: a field that can be typed into, and its answer. Where the
 * address asks, the answer to it: how the report stands, with its story; the figures, with what to look at beside them.
 */
export const PAGES = {
  "/report/": { field: "#search", words: "hole", answer: "#report .types li" },
  "/": { field: "#search", words: "hole", answer: ".types li, [role=option]" },
  "/request/": { open: async () => `/request/#${await someReport()}`, answer: "#request .timeline li" },
  "/explore/": { field: "#layer", answer: "#headline .first" },
};

/** The latest of the city, or one of our own where nobody has reported anything yet. */
async function someReport() {
  const [latest] = await api("/open311/v2/requests.json?page_size=1");
  if (latest) return latest.service_request_id;
  const { lat, long } = await somewhereNew("pothole");
  const body = { service_code: "pothole", lat, long, answers: { size: "plate" } };
  return (await api("/api/v1/requests", { method: "POST", body })).service_request_id;
}

/** Seconds from the first visit to `path` until its field answers; the scripts' bytes on the way; null without the page. */
export async function usableAfter(browser, path) {
  const page = await browser.visitor({ viewport: { width: 360, height: 740 } });
  const { open = () => path, ...wanted } = PAGES[path];
  const address = await open();
  const found = await page.request.get(path);
  if (!found.ok()) return null;
  const line = await page.context().newCDPSession(page);
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: LATENCY_MS,
    downloadThroughput: DOWN_BYTES,
    uploadThroughput: UP_BYTES,
  });
  await line.send("Emulation.setCPUThrottlingRate", { rate: CPU_RATE });
  await page.addInitScript(watch, wanted);
  await page.goto(address, { waitUntil: "commit" });
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    const usable = await page.evaluate(() => window.usableAfter ?? null).catch(() => null);
    if (usable) return usable / 1000;
    if (Date.now() > end) throw new Error(`${path} was never usable: ${await page.evaluate(() => document.body.innerText.slice(0, 300))}`);
    await page.waitForTimeout(200);
  }
}

/** In the page: type as soon as there is a field, and note when the answer stands. */
function watch({ field, words, answer }) {
  let typed = !field;
  const look = () => {
    const control = document.querySelector(field);
    if (!typed && control && !control.disabled) {
      typed = true;
      if (words) control.value = words;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (typed && document.querySelector(answer)) window.usableAfter = performance.now();
    else setTimeout(look, 20);
  };
  look();
}
