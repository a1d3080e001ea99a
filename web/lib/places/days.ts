/** Days as the city counts them: `2026-11-22`, of its own time zone, whatever the reader's clock says. */
export type Day = string;

export interface Span {
  from: Day;
  to: Day;
}

const DAY_MS = 86_400_000;
const FORM = /^\d{4}-\d{2}-\d{2}$/;

const numberOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const dayOf = (number: number): Day => new Date(number * DAY_MS).toISOString().slice(0, 10);

export const isDay = (text: string): boolean => FORM.test(text) && !Number.isNaN(numberOf(text)) && dayOf(numberOf(text)) === text;

/** The day that it is in a time zone. */
export const today = (timeZone: string, now = Date.now()): Day => dayOf(Math.floor(localOf(now, timeZone) / DAY_MS));

export const plusDays = (day: Day, days: number): Day => dayOf(numberOf(day) + days);

/** How many days a span has, both ends included. */
export const daysIn = ({ from, to }: Span): number => numberOf(to) - numberOf(from) + 1;

/** The same day a year before; the 29th of February is then the 28th. */
export function yearBefore(day: Day): Day {
  const before = `${String(Number(day.slice(0, 4)) - 1).padStart(4, "0")}${day.slice(4)}`;
  return isDay(before) ? before : `${before.slice(0, 8)}28`;
}

/** The moment at which a day begins in a time zone, in milliseconds since 1970; where clocks skip midnight, when it is. */
export function startOf(day: Day, timeZone: string): number {
  const utc = numberOf(day) * DAY_MS;
  // the zone's distance from UTC is asked for where the day begins, not where it would begin in UTC
  let moment = utc - offsetAt(utc, timeZone);
  moment = utc - offsetAt(moment, timeZone);
  return today(timeZone, moment) < day ? moment + 3_600_000 : moment;
}

const offsetAt = (moment: number, timeZone: string): number => localOf(moment, timeZone) - Math.floor(moment / 1000) * 1000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show at a moment, as if they showed UTC; whole seconds. */
function localOf(moment: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const numeric = "numeric" as const;
    const form = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
    clock = new Intl.DateTimeFormat("en", { timeZone, hourCycle: "h23", ...form });
    clocks.set(timeZone, clock);
  }
  const parts = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** A day in words: `Nov 22, 2026`, or shorter where the year or the day goes without saying. */
export function dayInWords(day: Day, language: string, form: "day" | "short" | "month" = "day"): string {
  const forms = {
    day: { dateStyle: "medium" },
    short: { day: "numeric", month: "short" },
    month: { month: "short", year: "numeric" },
  } as const;
  return new Intl.DateTimeFormat(language, { ...forms[form], timeZone: "UTC" }).format(numberOf(day) * DAY_MS);
}
