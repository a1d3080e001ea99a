/**
 * The report page without a connection: its files are kept as they were released together, and the last answers of the
 * city that it needs to begin (who it is, what can be reported). Sending is the page's own work, not done here.
 * FILES and RELEASE are written by the build.
 */
const SHELL = `hex311-report-${RELEASE}`;
const ANSWERS = "hex311-answers";
const PAGE = "/report/";
const KEPT_ANSWERS = /^\/api\/v1\/(city|services)(\/[^/]+)?$/;
const PATIENCE_MS = 5_000;

self.addEventListener("install", (event) => {
  const files = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(clear().then(() => self.clients.claim())));

async function clear() {
  const names = (await caches.keys()).filter((name) => name.startsWith("hex311-report-") && name !== SHELL);
  await Promise.all(names.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(kept(request, PAGE));
  else if (FILES.includes(pathname)) event.respondWith(kept(request, pathname));
  else if (KEPT_ANSWERS.test(pathname)) event.respondWith(newest(request));
});

async function kept(request, name) {
  return (await (await caches.open(SHELL)).match(name)) ?? fetch(request);
}

/** The city's answer; the last one when none comes. */
async function newest(request) {
  const cache = await caches.open(ANSWERS);
  const asked = fetch(request).then((answer) => {
    if (answer.ok) void cache.put(request, answer.clone());
    return answer;
  });
  const before = await cache.match(request);
  if (!before) return asked;
  asked.catch(() => undefined); // the one before stands in for it
  const late = new Promise((resolve) => setTimeout(() => resolve(before), PATIENCE_MS));
  return Promise.race([asked, late]).catch(() => before);
}
