/**
 * Languages by their tags (BCP 47). Private ones say how a language is spoken: `en-x-easy` is English in short sentences
 * and common words; for browsers and screen readers it is English.
 */
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ps", "ur"]);
const OWN_NAMES: Record<string, string> = { "en-x-easy": "Easy English" };

const primary = (tag: string): string => tag.split("-")[0] ?? tag;

export const isRightToLeft = (tag: string): boolean => RIGHT_TO_LEFT.has(primary(tag));

/** The tag for `lang` attributes: what has a voice and a dictionary. */
export const attributeOf = (tag: string): string => tag.replace(/-x-.*$/, "");

/**
 * The tag for dates and numbers. Arabic gets the digits that the city's addresses, phone numbers and tracking numbers
 * are written with, so that a number looks the same wherever it stands.
 */
export const localeOf = (tag: string): string => (primary(tag) === "ar" ? "ar-u-nu-latn" : attributeOf(tag));

/** A tag that a reader asked for as what the city and the catalogues may know, the best first: no regions. */
export function known(tag: string): string[] {
  const lower = tag.toLowerCase();
  return lower.includes("-x-") ? [lower, primary(lower)] : [primary(lower)];
}

/** What a language is called in another. */
export const nameIn = (tag: string, language: string): string =>
  new Intl.DisplayNames([localeOf(language)], { type: "language" }).of(attributeOf(tag)) ?? tag;

/** What a language calls itself. */
export function ownName(tag: string): string {
  const name = OWN_NAMES[tag] ?? new Intl.DisplayNames([tag], { type: "language" }).of(attributeOf(tag)) ?? tag;
  return name.charAt(0).toLocaleUpperCase(attributeOf(tag)) + name.slice(1);
}
