/**
 * The resident's pages without a connection: their files are kept as they were released together, and the last answers
 * of the city that they need to begin (who it is, what can be reported). Of reports nothing is kept here, nor photos or
 * tiles: the pages themselves remember what is the reader's own. Sending is the pages' own work too.
 * PAGES (the files of each page, by its address), WORDS (its sentences in each other language), PLAIN and RELEASE are
 * written by the build. Of languages those are kept that the reader has spoken.
 */
const SHELL = `hex311-shell-${RELEASE}`;
const ANSWERS = "hex311-answers";
/** Shells of other releases, and those of the worker that only the report page had. */
const OLD_SHELL = /^hex311-(shell|report)-/;
const FILES = new Set([...PLAIN, ...Object.values(PAGES).flat()]);
const SENTENCES = new Set(Object.values(WORDS).flatMap((page) => Object.values(page).flat()));
const wordsIn = (language) => [...new Set(Object.values(WORDS).flatMap((page) => page[language] ?? []))];
const SPOKEN_AT = "/spoken";
const KEPT_ANSWERS = /^\/api\/v1\/(city|knowledge|services(\/[^/]+)?)$/;
const PATIENCE_MS = 5_000;
/**
 * A shell is shown at once, and the browser looks for a newer worker meanwhile. Should that fail time after time, the
 * page is asked for first when the shell is as old as this, so that nobody is left with an old one for ever.
 */
const FRESH_MS = 14 * 24 * 3_600_000;
const KEPT_AT = "/kept-at";

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => event.waitUntil(clear().then(() => self.clients.claim())));

/** A page says which language it speaks. */
self.addEventListener("message", (event) => event.waitUntil(keepWords(String(event.data.language))));

async function keep() {
  const cache = await caches.open(SHELL);
  const spoken = await (await caches.open(ANSWERS)).match(SPOKEN_AT);
  const words = spoken ? wordsIn(await spoken.text()) : [];
  const files = [...Object.keys(PAGES), ...FILES, ...words];
  await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
  await cache.put(KEPT_AT, new Response(String(Date.now())));
}

async function keepWords(language) {
  await (await caches.open(ANSWERS)).put(SPOKEN_AT, new Response(language));
  const cache = await caches.open(SHELL);
  for (const file of wordsIn(language)) if (!(await cache.match(file))) await cache.add(file);
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
    if (pathname in PAGES) event.respondWith(page(request, pathname));
  } else if (FILES.has(pathname) || SENTENCES.has(pathname)) event.respondWith(kept(request, pathname));
  else if (KEPT_ANSWERS.test(pathname)) event.respondWith(newest(event));
});

async function kept(request, name) {
  return (await (await caches.open(SHELL)).match(name)) ?? fetch(request);
}

/** The shell of a page; an old one only when the page itself does not come. */
async function page(request, name) {
  const cache = await caches.open(SHELL);
  const [shell, keptAt] = await Promise.all([cache.match(name), cache.match(KEPT_AT)]);
  if (!shell) return fetch(request);
  const age = Date.now() - Number(keptAt ? await keptAt.text() : 0);
  return age < FRESH_MS ? shell : orElse(fetch(request), shell);
}

/** The city's answer; the last one when none of use comes. */
async function newest(event) {
  const { request } = event;
  const cache = await caches.open(ANSWERS);
  const before = await cache.match(request);
  const asked = fetch(request);
  const noted = asked.then((answer) => (answer.ok ? cache.put(request, answer.clone()) : undefined));
  // also when the page has gone on with the answer before
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
