/**
 * The staff app without a connection, for a crew in a cellar: its files as they were released together, where it signs
 * in, and who the city is. No answer of the staff API is kept here; what a crew's device keeps of its day, the app itself
 * keeps and forgets (session/kept.ts). PAGE, FILES and RELEASE are written by the build.
 */
const SHELL = `hex311-staff-${RELEASE}`;
const ANSWERS = "hex311-staff-answers";
const OLD_SHELL = /^hex311-staff-(?!answers)/;
const KEPT_ANSWERS = /^(\/api\/v1\/city|\/staff\/config\.json)$/;
const NAMED = new Set(FILES);
const PATIENCE_MS = 5_000;

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => event.waitUntil(clear().then(() => self.clients.claim())));

async function keep() {
  const cache = await caches.open(SHELL);
  await cache.addAll([PAGE, ...FILES].map((file) => new Request(file, { cache: "reload" })));
  const answers = await caches.open(ANSWERS);
  await answers.add("/staff/config.json");
}

async function clear() {
  const names = (await caches.keys()).filter((name) => OLD_SHELL.test(name) && name !== SHELL);
  await Promise.all(names.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (pathname === PAGE) event.respondWith(page(request));
  } else if (NAMED.has(pathname)) event.respondWith(file(request, pathname));
  else if (KEPT_ANSWERS.test(pathname)) event.respondWith(newest(event));
});

/** The page of today where it comes soon, so that nobody works with an old one; else the one that is kept. */
async function page(request) {
  const kept = await (await caches.open(SHELL)).match(PAGE);
  return kept ? orElse(fetch(request), kept) : fetch(request);
}

/** A file has a hash in its name, so the kept one is the same. */
async function file(request, name) {
  return (await (await caches.open(SHELL)).match(name)) ?? fetch(request);
}

async function newest(event) {
  const { request } = event;
  const cache = await caches.open(ANSWERS);
  const before = await cache.match(request);
  const asked = fetch(request);
  const noted = asked.then((answer) => (answer.ok ? cache.put(request, answer.clone()) : undefined));
  event.waitUntil(noted.catch((fault) => console.warn(fault)));
  return before ? orElse(asked, before) : asked;
}

/** What was asked for; `before` when it fails, when it is a fault of the server, or when it takes too long. */
function orElse(asked, before) {
  const late = new Promise((resolve) => setTimeout(() => resolve(before), PATIENCE_MS));
  const useful = asked.then(
    (answer) => (answer.status >= 500 ? before : answer),
    () => before,
  );
  return Promise.race([useful, late]);
}
