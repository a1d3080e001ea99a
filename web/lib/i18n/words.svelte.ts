/**
 * The apps' own sentences: one catalogue of ICU messages a language. The city's words (names of types, of layers) come
 * from the API in the same language. English is always there; the others are loaded when they are spoken.
 */
import { IntlMessageFormat } from "intl-messageformat";
import en from "./en.json";

export type Key = keyof typeof en;
export type Values = Record<string, string | number | Date>;
export type Catalogue = Record<Key, string>;

const CATALOGUES: Record<string, () => Promise<{ default: Catalogue }>> = {
  es: () => import("./es.json"),
};
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ps", "ur"]);
const KEPT = "hex311.language"; // the plain pages keep their choice under the same name

const spoken = $state({ language: "en", pages: "en", catalogue: en as Catalogue });
let formats = new Map<Key, IntlMessageFormat>();

/** The language that the API is asked for, and that dates and numbers are written in. */
export const language = (): string => spoken.language;

/** What the reader wants, the best first: asked for in the address, chosen before, set in the browser. */
export function wishes(address: URL): string[] {
  const kept = storage()?.getItem(KEPT);
  return [address.searchParams.get("lang"), kept, ...navigator.languages]
    .filter((tag): tag is string => Boolean(tag))
    .map((tag) => tag.toLowerCase().split("-")[0] ?? "en");
}

/** Speak `wanted`. A language without a catalogue is spoken with the city; the apps' own sentences are English then. */
export async function speak(wanted: string): Promise<void> {
  const load = CATALOGUES[wanted];
  const catalogue = load ? (await load()).default : en;
  formats = new Map();
  spoken.pages = load ? wanted : "en";
  spoken.catalogue = catalogue;
  spoken.language = wanted;
  document.documentElement.lang = spoken.pages;
  document.documentElement.dir = RIGHT_TO_LEFT.has(spoken.pages) ? "rtl" : "ltr";
}

/** Keep the choice for the next visit, where the browser allows it. */
export function keepLanguage(): void {
  storage()?.setItem(KEPT, spoken.language);
}

/** The sentence of a key with its values put in. */
export function say(key: Key, values?: Values): string {
  const text = spoken.catalogue[key]; // read also when the format is at hand: the language may change
  let format = formats.get(key);
  if (!format) {
    format = new IntlMessageFormat(text, spoken.pages, undefined, { ignoreTag: true });
    formats.set(key, format);
  }
  return String(format.format(values));
}

/** What a language calls itself. */
export function ownName(code: string): string {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden in this browser
  }
}
