/**
 * The apps' own sentences: catalogues of ICU messages, those of this folder for what apps share and one of each app's
 * own in its `text` folder. The city's words (names of types, of layers) come from the API in the same language.
 * English is always there; the others are loaded when they are spoken.
 */
import en from "./en.json";
import { forgetBorrowed } from "./borrowed.svelte";
import { attributeOf, isRightToLeft, known } from "./languages";
import { CUT, readMessage, writeMessage, type Message, type Values } from "./message";

type Catalogue = Record<string, string>;
/** How the catalogues of other languages are loaded, by the names of their files (`import.meta.glob`). */
type Others = Record<string, () => Promise<{ default: Catalogue }>>;

/** The keys of the sentences that apps share. */
export type Key = keyof typeof en;

export interface Sentences<Known extends string> {
  /** The sentence of a key with its values put in. */
  say(key: Known, values?: Values): string;
  /** The sentence before and after one of its values, which the page shows in a way of its own (a link, a number). */
  around(key: Known, value: string, values?: Values): [before: string, after: string];
}

/** Languages whose catalogues no native speaker (for easy English: no reader it is meant for) has checked yet. */
const UNCHECKED = new Set(["es", "en-x-easy", "ar"]);
const KEPT = "hex311.language"; // the plain pages keep their choice under the same name

const spoken = $state({ language: "en", pages: "en" });

/** The catalogues of one folder. */
class Folder {
  #catalogue = $state.raw<Catalogue>({});
  #messages = new Map<string, Message>();
  readonly #languages: Map<string, Others[string]>;

  constructor(
    readonly english: Catalogue,
    others: Others,
  ) {
    this.#catalogue = english;
    this.#languages = new Map(Object.entries(others).map(([file, load]) => [/([\w-]+)(\.json)?$/.exec(file)?.[1] ?? "", load]));
  }

  has(language: string): boolean {
    return language === "en" || this.#languages.has(language);
  }

  /** Load the catalogue of a language; what comes back puts it to use, all folders at the same moment. */
  async load(language: string): Promise<() => void> {
    const catalogue = this.#keyed((await this.#languages.get(language)?.())?.default ?? this.english);
    return () => {
      this.#catalogue = catalogue;
      this.#messages = new Map();
    };
  }

  /** The build leaves the keys out (web/tools/sentences.ts): they are those of the English sentences, in their order. */
  #keyed(told: Catalogue | (string | null)[]): Catalogue {
    if (!Array.isArray(told)) return told;
    const pairs = Object.keys(this.english).map((key, at) => [key, told[at]]);
    return Object.fromEntries(pairs.filter(([, text]) => text)) as Catalogue;
  }

  say(key: string, values?: Values): string {
    const text = this.#catalogue[key] ?? this.english[key]; // read also when the message is at hand: the language may change
    if (text === undefined) throw new Error(`there is no sentence ${key}`);
    let message = this.#messages.get(key);
    if (!message) {
      message = readMessage(text);
      this.#messages.set(key, message);
    }
    return writeMessage(message, spoken.pages, values);
  }
}

const shared = new Folder(en, import.meta.glob<{ default: Catalogue }>(["./*.json", "!./en.json"]));
const folders = [shared];

/**
 * The sentences of an app beside those that all share. Once in each app, in its `words.ts`:
 * `sentences(en, import.meta.glob<{ default: Record<string, string> }>(["./text/*.json", "!./text/en.json"]))`.
 */
export function sentences<Own extends Catalogue>(english: Own, others: Others): Sentences<Key | Extract<keyof Own, string>> {
  const own = new Folder(english, others);
  folders.push(own);
  // a part that comes when another language is spoken already
  const { pages } = spoken;
  if (pages !== "en") void own.load(pages).then((use) => pages === spoken.pages && use());
  const say = (key: string, values?: Values): string => (key in english ? own : shared).say(key, values);
  return { say, around: (key, value, values) => parted(say(key, { ...values, [value]: CUT })) };
}

/** The language that the API is asked for, and that dates and numbers are written in. */
export const language = (): string => spoken.language;

/** The language of the apps' own sentences: the spoken one, or English where it has no catalogue. */
export const pagesLanguage = (): string => spoken.pages;

/** Whether the sentences on the page were translated by the authors and a machine, and checked by nobody else yet. */
export const isUnchecked = (): boolean => UNCHECKED.has(spoken.pages);

/** What the reader wants, the best first: asked for in the address, chosen before, set in the browser. */
export function wishes(address: URL): string[] {
  const kept = storage()?.getItem(KEPT);
  return [address.searchParams.get("lang"), kept, ...navigator.languages]
    .filter((tag): tag is string => Boolean(tag))
    .flatMap(known);
}

/** Whether all that this app says is there in a language. */
export const hasPages = (wanted: string): boolean => folders.every((folder) => folder.has(wanted));

let turn = 0;

/** Speak `wanted`, unless another one is wanted before it has come. A language without a catalogue is spoken with the city; the apps' own sentences are English then. */
export async function speak(wanted: string): Promise<void> {
  const mine = ++turn;
  if (spoken.language !== wanted) forgetBorrowed(); // first: the answers may come before the catalogues
  const pages = hasPages(wanted) ? wanted : "en";
  const loaded = await Promise.all(folders.map((folder) => folder.load(pages)));
  if (mine !== turn) return;
  for (const use of loaded) use();
  spoken.pages = pages;
  spoken.language = wanted;
  document.documentElement.lang = attributeOf(pages);
  document.documentElement.dir = isRightToLeft(pages) ? "rtl" : "ltr";
}

/** Keep the choice for the next visit, where the browser allows it. */
export function keepLanguage(): void {
  storage()?.setItem(KEPT, spoken.language);
}

/** A sentence that apps share, with its values put in. */
export const say = (key: Key, values?: Values): string => shared.say(key, values);

/** As `around` of an app, for a sentence that apps share. */
export const around = (key: Key, value: string, values?: Values): [before: string, after: string] =>
  parted(shared.say(key, { ...values, [value]: CUT }));

function parted(said: string): [before: string, after: string] {
  const [before = "", after = ""] = said.split(CUT);
  return [before, after];
}

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden in this browser
  }
}
