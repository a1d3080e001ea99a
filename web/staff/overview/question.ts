/**
 * What the figures are asked for, as the address has it: `#/overview?department=parks&period=90`. A list behind a figure
 * is the same question with the filters of that figure: `#/overview/list?of=closed&on_time=no&...`.
 */
import { chosenGroup } from "../../lib/map/filters";
import { daysIn, isDay, plusDays, type Day, type Span } from "../../lib/places/days";
import { addressOf } from "../route.svelte";

export const PERIODS = ["7", "28", "90", "365"] as const;
export const USUAL = "28";
export const MOST_DAYS = 366;

export interface Question {
  department: string;
  layer: string;
  area: string;
  /** A type's code, or a group (`filters.ts`). */
  type: string;
  /** One of `PERIODS`, or nothing for own days. */
  period: string;
  own: Span | null;
  /** The layer by whose areas open requests are told. */
  by: string;
}

/**
 * `home` is where somebody stands who may not see the whole city: their own department. Figures are of a department or an
 * area; a list may be of an area within a department.
 */
export function readQuestion(query: URLSearchParams, home: string, isList = false): Question {
  const of = (name: string): string => query.get(name) ?? "";
  const own = { from: of("from"), to: of("to") };
  const isOwn = isDay(own.from) && isDay(own.to) && own.from <= own.to && daysIn(own) <= MOST_DAYS;
  const area = of("layer") && (isList || !home) ? of("area") : "";
  return {
    department: area && !isList ? "" : of("department") || home,
    layer: area ? of("layer") : "",
    area,
    type: of("type"),
    period: isOwn ? "" : PERIODS.includes(of("period") as (typeof PERIODS)[number]) ? of("period") : USUAL,
    own: isOwn ? own : null,
    by: of("by"),
  };
}

/** The question for the address; what goes without saying is left out. */
export function addressQuery(question: Question): Record<string, string> {
  const { department, layer, area, type, period, own, by } = question;
  return { department, layer, area, type, by, period: own || period === USUAL ? "" : period, from: own?.from ?? "", to: own?.to ?? "" };
}

export const homeAddress = (question: Question): string => addressOf("overview", addressQuery(question));

export const spanOf = ({ own, period }: Question, today: Day): Span =>
  own ?? { from: plusDays(today, 1 - Number(period)), to: today };

export type Which = Partial<Record<"department" | "layer" | "area" | "service_code" | "group", string>>;

/** Which requests, as the API is asked. */
export function whichOf({ department, layer, area, type }: Question): Which {
  const group = chosenGroup(type);
  return {
    ...(department && { department }),
    ...(area && { layer, area }),
    ...(group ? { group } : type && { service_code: type }),
  };
}

/** What tells the requests of one figure from the others. */
export const FILTERS = ["of", "on_time", "source", "outcome", "flag", "age_from", "age_to"] as const;
export type Filters = Partial<Record<(typeof FILTERS)[number], string>>;

/** Where the requests behind a figure are listed. Days are named, so that the address means the same tomorrow. */
export function listAddress(question: Question, span: Span | null, filters: Filters, which: Partial<Question> = {}): string {
  const { department, layer, area, type } = { ...question, ...which };
  return addressOf("overview/list", { ...filters, department, layer, area, type, from: span?.from ?? "", to: span?.to ?? "" });
}

export function readFilters(query: URLSearchParams): Filters {
  return Object.fromEntries(FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : []))) as Filters;
}
