/** Dates in words, in the city's time zone whatever the reader's clock says. */
const HOUR_MS = 3_600_000;

const locale = () => document.documentElement.lang;

/** `Tuesday, December 1, 2026` */
export function day(iso, timeZone) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeZone }).format(new Date(iso));
}

/** `December 1, 2026 at 9:41 AM` */
export function moment(iso, timeZone) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short", timeZone }).format(new Date(iso));
}

/** A due time: the day, and the hour too when it is near. */
export function due(iso, timeZone, now = Date.now()) {
  if (Math.abs(new Date(iso) - now) > 48 * HOUR_MS) return day(iso, timeZone);
  return new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeStyle: "short", timeZone }).format(new Date(iso));
}

export const isPast = (iso, now = Date.now()) => new Date(iso) < now;
