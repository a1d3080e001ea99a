/** Dates and distances in words, in the city's time zone whatever the reader's clock says. */
import { localeOf } from "../i18n/languages";

const HOUR_MS = 3_600_000;
const FEET_PER_METRE = 3.28084;

const locale = (): string => localeOf(document.documentElement.lang);

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

/** `30 ft (9 m)`; nothing finer than people can pace. */
export function distance(metres: number): string {
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale(), { style: "unit", unit: name, maximumFractionDigits: 0 }).format(value);
  return `${unit(Math.round(metres * FEET_PER_METRE), "foot")} (${unit(Math.round(metres), "meter")})`;
}
