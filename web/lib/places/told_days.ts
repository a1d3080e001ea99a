/** Days of the city's calendar in words, and moments of the present day; beside dates.ts, which every page needs. */
import { locale, moment } from "./dates";

/** A local day of the city, such as 2026-12-01, in words: `Tuesday, December 1, 2026`. */
export function day(on: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${on}T12:00:00Z`));
}

/** A local day, perhaps with the time, as the city's staff plan it: `2026-12-01` or `2026-12-01T09:00`. */
export function planned(on: string): string {
  const [date = "", time = ""] = on.split(/[T ]/);
  if (!time) return day(date);
  const style = { dateStyle: "full", timeStyle: "short", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale(), style).format(new Date(`${date}T${time.slice(0, 5)}:00Z`));
}

/** A sentence of the API, with the days that it writes as 2026-12-01 said in words. */
export const withDaysInWords = (text: string): string =>
  text.replace(/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2})?\b/g, (on) => (Number.isNaN(Date.parse(on.replace(" ", "T"))) ? on : planned(on)));

/** `9:41 AM` of today, else with the day. */
export function clock(at: number, timeZone: string, now = Date.now()): string {
  const short = (when: number): string => new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone }).format(when);
  if (short(at) !== short(now)) return moment(new Date(at).toISOString(), timeZone);
  return new Intl.DateTimeFormat(locale(), { timeStyle: "short", timeZone }).format(at);
}
