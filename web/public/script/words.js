/**
 * The pages' own sentences: one small catalogue per language in /text/. The city's sentences (names of types,
 * questions, statuses) come from the API in the same language.
 */
const FIRST = "en";
const catalogues = new Map();
let language = FIRST;
let pagesLanguage = FIRST;

/** Load the catalogue of `wanted`; a language we have no catalogue for is shown in the first one. */
export async function speak(wanted) {
  await load(FIRST);
  pagesLanguage = (await load(wanted)) ? wanted : FIRST;
  language = wanted;
  document.documentElement.lang = pagesLanguage;
}

async function load(code) {
  if (!catalogues.has(code)) {
    const answer = await fetch(`/text/${code}.json`);
    if (answer.status >= 500) throw new Error(`no answer for the catalogue of ${code}`);
    catalogues.set(code, answer.ok ? await answer.json() : null);
  }
  return catalogues.get(code);
}

/** The language the API is asked for. */
export const spoken = () => language;

function pattern(key) {
  return catalogues.get(pagesLanguage)?.[key] ?? catalogues.get(FIRST)?.[key] ?? key;
}

export function has(key) {
  return Boolean(catalogues.get(pagesLanguage)?.[key]);
}

/** The sentence for a key, its {placeholders} filled. */
export function say(key, values = {}) {
  return pattern(key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The sentence for a number of things: `key.one`, `key.other` and whatever else the language distinguishes. */
export function sayCount(key, count, values = {}) {
  const form = new Intl.PluralRules(pagesLanguage).select(count);
  const chosen = pattern(`${key}.${form}`) === `${key}.${form}` ? `${key}.other` : `${key}.${form}`;
  return say(chosen, { count: new Intl.NumberFormat(pagesLanguage).format(count), ...values });
}

/** The same as `say`, with nodes (links, numbers) for placeholders: a list to hand to `element`. */
export function sayWith(key, values) {
  return pattern(key)
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      return name && name in values ? values[name] : part;
    });
}

/** Put the sentences into everything under `root` that names one. */
export function translate(root) {
  for (const place of root.querySelectorAll("[data-say]")) place.textContent = say(place.dataset.say);
  for (const place of root.querySelectorAll("[data-say-label]")) {
    place.setAttribute("aria-label", say(place.dataset.sayLabel));
  }
}

/** What a language calls itself. */
export function ownName(code) {
  if (code === "en-x-easy") return "Easy English"; // a private tag, of which browsers know nothing
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}
