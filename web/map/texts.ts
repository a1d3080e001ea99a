/** Days and distances in words of a language. */
import { localeOf } from "../lib/i18n/languages";

const DAY_MS = 86_400_000;

/** A day since 1970 (UTC) as a date; the day was counted in UTC, so it is told in UTC. */
export function dayText(day: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium", timeZone: "UTC" }).format(day * DAY_MS);
}

/** Metres, rounded as a person would say them. */
export function distanceText(metres: number, language: string): string {
  const [value, unit, digits] = metres < 950 ? [Math.round(metres / 10) * 10, "meter", 0] : [metres / 1000, "kilometer", 1];
  const format = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(localeOf(language), format).format(Number(value));
}
