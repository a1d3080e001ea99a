/** Dates and distances in words, in the city's time zone whatever the reader's clock says. */
import { localeOf } from "../i18n/languages";

const HOUR_MS = 3_600_000;
const FEET_PER_METRE = 3.28084;
const FEET_PER_MILE = 5_280;

export const locale = (): string => localeOf(document.documentElement.lang);

/** `December 1, 2026 at 9:41 AM` */
export function moment(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short", timeZone }).format(new Date(iso));
}

/** A due time: the day, and the hour too when it is near. */
export function due(iso: string, timeZone: string, now = Date.now()): string {
  const isFar = Math.abs(new Date(iso).getTime() - now) > 48 * HOUR_MS;
  const style = isFar ? ({ dateStyle: "full" } as const) : ({ dateStyle: "full", timeStyle: "short" } as const);
  return new Intl.DateTimeFormat(locale(), { ...style, timeZone }).format(new Date(iso));
}

export const isPast = (iso: string, now = Date.now()): boolean => new Date(iso).getTime() < now;

/** A day of the city's calendar, such as 2026-11-28, with how far it is: `Saturday, November 28 (in 6 days)`. */
export function calendarDay(day: string, timeZone: string, now = Date.now()): string {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);
  const days = Math.round((Date.parse(day) - Date.parse(today)) / (24 * HOUR_MS));
  const format = { weekday: "long", month: "long", day: "numeric", timeZone: "UTC" } as const;
  const away = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(days, "day");
  return `${new Intl.DateTimeFormat(locale(), format).format(Date.parse(day))} (${away})`;
}

/** The hour of today, or the day with it: `5:00 PM`, `Monday, 9:00 AM`. */
export function soon(iso: string, timeZone: string, now = Date.now()): string {
  const day = (at: number): string => new Intl.DateTimeFormat("en-CA", { timeZone }).format(at);
  const isToday = day(Date.parse(iso)) === day(now);
  const format = { ...(!isToday && { weekday: "long" as const }), hour: "numeric", minute: "2-digit", timeZone } as const;
  return new Intl.DateTimeFormat(locale(), format).format(Date.parse(iso));
}

const FAR_M = 300;

/** `30 ft (9 m)`, `1.2 mi (1.9 km)`; nothing finer than people can pace. */
export function distance(metres: number): string {
  const unit = (value: number, name: string, digits: number) =>
    new Intl.NumberFormat(locale(), { style: "unit", unit: name, maximumFractionDigits: digits }).format(value);
  if (metres >= FAR_M) return `${unit((metres * FEET_PER_METRE) / FEET_PER_MILE, "mile", 1)} (${unit(metres / 1000, "kilometer", 1)})`;
  return `${unit(Math.round(metres * FEET_PER_METRE), "foot", 0)} (${unit(Math.round(metres), "meter", 0)})`;
}
