/**
 * The apps' own sentences: one catalogue of ICU messages a language. The city's words (names of types, of layers) come
 * from the API in the same language. English is always there; the others are loaded when they are spoken.
 */
import en from "./en.json";
import { readMessage, writeMessage, type Message, type Values } from "./message";

export type Key = keyof typeof en;
export type Catalogue = Record<Key, string>;

const CATALOGUES: Record<string, () => Promise<{ default: Catalogue }>> = {
  es: () => import("./es.json"),
};
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ps", "ur"]);
const KEPT = "hex311.language"; // the plain pages keep their choice under the same name

const spoken = $state({ language: "en", pages: "en", catalogue: en as Catalogue });
let messages = new Map<Key, Message>();

/** The language that the API is asked for, and that dates and numbers are written in. */
export const language = (): string => spoken.language;

/** The language of the apps' own sentences: the spoken one, or English where it has no catalogue. */
export const pagesLanguage = (): string => spoken.pages;

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
  messages = new Map();
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
  const text = spoken.catalogue[key]; // read also when the message is at hand: the language may change
  let message = messages.get(key);
  if (!message) {
    message = readMessage(text);
    messages.set(key, message);
  }
  return writeMessage(message, spoken.pages, values);
}

/** The sentence before and after one of its values, which the page shows in a way of its own (a link, a number). */
export function around(key: Key, value: string, values?: Values): [before: string, after: string] {
  const [before = "", after = ""] = say(key, { ...values, [value]: "\u0000" }).split("\u0000");
  return [before, after];
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
