/** The list of what can be reported: by group, or the matches of a search in people's own words. */
import { element, fill } from "./element.js";
import { say, sayCount } from "./words.js";

/** @param {Array} services  of GET /api/v1/services  @param {(text: string) => void} announce */
export function typeList(services, announce) {
  const results = element("div", {});
  const input = element("input", { type: "search", id: "search", autocomplete: "off", "aria-describedby": "search-hint" });
  input.addEventListener("input", () => show(input.value));

  function show(text) {
    if (!text.trim()) {
      fill(results, groups(services));
      return;
    }
    const found = search(services, text);
    const told = found.length ? sayCount("types.found", found.length) : say("types.none");
    fill(
      results,
      element("p", { class: "small" }, told),
      found.length ? element("ul", { class: "types" }, found.map(entry)) : element("p", {}, say("types.none_hint")),
    );
    announce(told);
  }

  show("");
  return element(
    "div",
    {},
    // A form, so that the keyboard of a phone offers "search"; Enter goes to the first match.
    element(
      "form",
      { role: "search", on: { submit: leap } },
      element(
        "div",
        { class: "field" },
        element("label", { for: "search" }, say("types.search")),
        element("p", { class: "hint", id: "search-hint" }, say("types.search_hint")),
        input,
      ),
    ),
    results,
  );

  function leap(event) {
    event.preventDefault();
    if (input.value.trim()) results.querySelector("a")?.focus();
  }
}

function groups(services) {
  const byGroup = new Map();
  for (const service of services) {
    const { code, name } = service.group;
    if (!byGroup.has(code)) byGroup.set(code, { name, members: [] });
    byGroup.get(code).members.push(service);
  }
  return element(
    "div",
    { class: "groups" },
    [...byGroup.values()].map(({ name, members }) =>
      element(
        "details",
        {},
        element("summary", {}, name, element("span", { class: "count" }, ` (${members.length})`)),
        element("ul", { class: "types" }, members.map(entry)),
      ),
    ),
  );
}

function entry(service) {
  return element(
    "li",
    {},
    element(
      "a",
      { href: `/report/?type=${encodeURIComponent(service.service_code)}` },
      element("span", { class: "name" }, service.service_name),
      element("span", { class: "about" }, service.description),
    ),
  );
}

/**
 * Services for what people type, the best matches first. Whoever writes a whole sentence gets those that have most of
 * its words; words of one or two letters only count where there is no longer one.
 */
export function search(services, text) {
  const typed = plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const long = typed.filter((word) => word.length > 2);
  const words = long.length ? long : typed;
  const rated = services.map((service) => ({ service, ...rate(service, words) }));
  const most = Math.max(...rated.map(({ matched }) => matched));
  return rated
    .filter(({ matched }) => matched > 0 && matched === most)
    .sort((one, other) => other.rank - one.rank)
    .map(({ service }) => service);
}

/** How many of the words a service has, and how prominently. */
function rate(service, words) {
  const name = plain(service.service_name);
  const keywords = service.keywords.map(plain);
  const description = plain(service.description);
  const ranks = words.map((word) =>
    Math.max(
      name.startsWith(word) ? 8 : 0,
      name.includes(` ${word}`) ? 6 : 0,
      keywords.some((keyword) => keyword.startsWith(word) || keyword.includes(` ${word}`)) ? 4 : 0,
      name.includes(word) || keywords.some((keyword) => keyword.includes(word)) ? 2 : 0,
      description.includes(word) ? 1 : 0,
    ),
  );
  return { matched: ranks.filter(Boolean).length, rank: ranks.reduce((sum, rank) => sum + rank, 0) };
}

/** Without capitals and accents: `bache`, `semáforo` and `semaforo` are found alike. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
