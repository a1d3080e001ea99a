/**
 * The report page once had a service worker of its own at this address. Browsers that still have it fetch this one in
 * its place, which takes itself and what the other kept away; /sw.js is the worker of all pages now. The page that is
 * open stays as it is. This file must stay: without it those browsers would keep the old page.
 */
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const names = (await caches.keys()).filter((name) => name.startsWith("hex311-report-"));
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}
