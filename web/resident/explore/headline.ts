/** What the figures say, in sentences. */
import { dayInWords, type Span } from "../../lib/places/days";
import type { Sums, Told } from "./figures";
import type { PeriodName } from "./question";
import { say } from "./words";

export interface Subject {
  /** What the area is called; of the city what a chart calls it. */
  place: string;
  isArea: boolean;
  /** Of the type or group; empty for all. */
  type: string;
  /** The period in words, as in `in the last 90 days`. */
  period: string;
}

export function periodInWords(period: PeriodName, { from, to }: Span, language: string): string {
  if (period !== "own") return say(`period.in.${period}`);
  return say("period.in.between", { from: dayInWords(from, language), to: dayInWords(to, language) });
}

export function headline({ now, before }: Told, { place: name, isArea, type, period }: Subject): string[] {
  const place = isArea ? name : say("place.whole");
  const { opened, closed, median_age_days: median } = now.figures;
  const sentences = [
    type ? say("head.reported_of", { count: opened, place, type, period }) : say("head.reported", { count: opened, place, period }),
  ];
  if (closed && median !== null) sentences.push(say("head.closed_half", { count: closed, within: within(median) }));
  else sentences.push(say("head.closed", { count: closed }));
  const city = now.city.median_age_days;
  if (isArea && closed && median !== null && city !== null) sentences.push(say("head.city", { days: city }));
  if (before) sentences.push(say("head.before", { count: before.figures.opened }));
  return sentences;
}

/** `within 4 days`, `on the same day`. */
export const within = (days: number): string => say("days.within", { days });

export interface KeyFigure {
  name: "reported" | "closed" | "half" | "most" | "punctual" | "again";
  value: string;
  /** The same of the city and of last year, in words. */
  beside: string[];
}

/** The figures that stand large at the top. */
export function keyFigures({ now, before }: Told, isArea: boolean, language: string): KeyFigure[] {
  const number = new Intl.NumberFormat(language);
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const days = (value: number | null): string => (value === null ? "–" : say("days.count", { days: value }));
  const part = (value: number | null): string => (value === null ? "–" : share.format(value));
  const wanted: [KeyFigure["name"], (sums: Sums) => string][] = [
    ["reported", ({ opened }) => number.format(opened)],
    ["closed", ({ closed }) => number.format(closed)],
    ["half", ({ median_age_days }) => days(median_age_days)],
    ["most", ({ p90_age_days }) => days(p90_age_days)],
    ["punctual", ({ on_time_share }) => part(on_time_share)],
    ["again", ({ reopened }) => number.format(reopened)],
  ];
  return wanted.map(([name, of]) => ({
    name,
    value: of(now.figures),
    beside: [
      ...(isArea ? [say("tile.city", { value: of(now.city) })] : []),
      ...(before === null ? [] : [say("tile.before", { value: before ? of(before.figures) : "…" })]),
    ],
  }));
}
