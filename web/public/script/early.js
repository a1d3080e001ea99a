/**
 * What a page asks first, asked while its own scripts are still on their way: on a slow line that is a whole way to and
 * fro less. Its tag says what (`data-ask`): paths, in which `#` stands for the report that the address names; one with a
 * `?` is asked where the address itself asks nothing. lib/api/early.ts takes the answers; a test holds the choice of
 * language to that of lib/i18n/words.svelte.ts.
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
  // a number as we write it, and the secret of the reporter's own link; other ways to write it can wait
  const [, number = "", secret = ""] = /^#(\w{3}-\w{3}-\w{3})(?:\.([\w-]+)|~.*)?$/.exec(address.hash) ?? [];
  const asked = {};
  for (const path of document.currentScript.dataset.ask.split(" ")) {
    if (path.includes("#") && !number) continue;
    if (path.includes("?") && [...address.searchParams.keys()].some((name) => name !== "lang")) continue;
    const url = new URL(path.replace("#", number), address);
    if (path.startsWith("/api/")) url.searchParams.set("lang", lang);
    url.searchParams.sort();
    const headers = path.includes("#") && secret ? { "X-Follow-Secret": secret } : {};
    asked[url.href] = fetch(url, { headers, signal: AbortSignal.timeout(20_000) });
    asked[url.href].catch(() => undefined); // asked again by whoever needs it
  }
  window.hex311Early = asked;
})();
