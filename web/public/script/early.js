/**
 * What every page of residents asks first, asked while its own scripts are still on their way: on a slow line that is a
 * whole way to and fro less. lib/api/early.ts takes the answers; a test holds the choice of language to that of
 * lib/i18n/words.svelte.ts.
 */
(() => {
  const known = (tag) => (tag.includes("-x-") ? tag : tag.split("-")[0]).toLowerCase();
  let kept = null;
  try {
    kept = localStorage.getItem("hex311.language");
  } catch {
    // forbidden in this browser
  }
  const address = new URL(location.href);
  const lang = known(address.searchParams.get("lang") || kept || navigator.languages[0] || "en");
  const asked = {};
  for (const path of ["/api/v1/city", "/api/v1/services"]) {
    const url = new URL(`${path}?lang=${lang}`, address).href;
    asked[url] = fetch(url, { signal: AbortSignal.timeout(20_000) });
    asked[url].catch(() => undefined); // asked again by whoever needs it
  }
  window.hex311Early = asked;
})();
