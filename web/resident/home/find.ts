/** What the one search box offers for what was typed: a report by its number, types, places, answers. */
import { readNumber } from "../../lib/requests/tracking";
import { reportOf } from "../../lib/services/offered";
import { search } from "../../lib/services/search";
import type { AddressMatch, Article, ServiceType } from "./wire";

export type Option =
  | { kind: "number"; id: string; number: string; href: string }
  | { kind: "type"; id: string; type: ServiceType; href: string }
  | { kind: "place"; id: string; match: AddressMatch & { lat: number; long: number } }
  | { kind: "answer"; id: string; article: Article; href: string };

export type Group = { kind: Option["kind"]; options: Option[] };

export interface Known {
  types: readonly ServiceType[];
  articles: readonly Article[];
  matches: readonly AddressMatch[];
}

const MOST = { type: 4, place: 3, answer: 2 };
/** Of the words: in a long sentence one small word says nothing of what is looked for. */
const HALF = 0.5;
const NUMBER_WITH_DIGIT = /\d/;

/** Groups in the order they are shown; empty ones are left out. */
export function offers(text: string, { types, articles, matches }: Known): Group[] {
  if (!text.trim()) return [];
  const number = numberIn(text);
  const found = search(types, text).slice(0, MOST.type);
  const groups: Group[] = [
    { kind: "number", options: number ? [numberOption(number)] : [] },
    { kind: "type", options: found.map((type) => ({ kind: "type", id: type.service_code, type, href: reportOf(type.service_code) })) },
    { kind: "place", options: matches.slice(0, MOST.place).flatMap((match, at) => placeOption(match, at)) },
    { kind: "answer", options: answersFor(text, articles, found).map(answerOption) },
  ];
  return groups.filter(({ options }) => options.length);
}

/** A number whose check character is right, or one of an earlier system: those have digits in them. */
export function numberIn(text: string): string | null {
  const read = readNumber(text);
  return "number" in read && NUMBER_WITH_DIGIT.test(read.number) ? read.number : null;
}

/** Whether somebody seems to have typed a number with a slip in it. */
export function isMistypedNumber(text: string): boolean {
  const read = readNumber(text);
  return "mistake" in read && read.mistake === "mistyped";
}

/** Articles whose title or topics hold the words; then those that belong to the best type. */
function answersFor(text: string, articles: readonly Article[], types: readonly ServiceType[]): Article[] {
  const findable = articles.map((article) => ({
    article,
    service_name: article.title,
    keywords: article.topics,
    description: "",
  }));
  const named = search(findable, text, HALF).map(({ article }) => article);
  const best = types[0]?.service_code;
  const belonging = articles.filter(({ service_codes }) => best !== undefined && service_codes.includes(best));
  return [...new Set([...named, ...belonging])].slice(0, MOST.answer);
}

export const answerAddress = (slug: string): string => `#answer/${encodeURIComponent(slug)}`;

/** The slug in `#answer/<slug>`; empty for every other address. */
export function answerIn(hash: string): string {
  const [, slug = ""] = /^#answer\/([\w-]+)$/.exec(hash) ?? [];
  return slug;
}

const numberOption = (number: string): Option => ({ kind: "number", id: number, number, href: `/request/#${encodeURIComponent(number)}` });

const answerOption = (article: Article): Option => ({ kind: "answer", id: article.slug, article, href: answerAddress(article.slug) });

function placeOption(match: AddressMatch, at: number): Option[] {
  const { lat, long } = match;
  return lat === null || long === null ? [] : [{ kind: "place", id: String(at), match: { ...match, lat, long } }];
}
