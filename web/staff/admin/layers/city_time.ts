/** Days and hours as the city's clocks show them. */

/** The moment (ISO 8601, UTC) at which a field of date and time is meant in a zone; null for what is no moment. */
export function momentIn(zone: string, local: string): string | null {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return null;
  // The clock's distance from UTC depends on the moment that is sought, so it is looked up twice.
  let moment = wanted - aheadOfUtc(zone, wanted);
  moment = wanted - aheadOfUtc(zone, moment);
  return new Date(moment).toISOString().replace(".000Z", "Z");
}

/** What a field of date and time shows for a moment in a zone: `2027-01-01T00:00`. */
export const fieldIn = (zone: string, moment: number): string => new Date(moment + aheadOfUtc(zone, moment)).toISOString().slice(0, 16);

/** The first midnight after a moment, as a field shows it. */
export const nextMidnight = (zone: string, now: number): string => `${fieldIn(zone, now + 86_400_000).slice(0, 10)}T00:00`;

/** By how many milliseconds the clocks of a zone are ahead of UTC at a moment. */
function aheadOfUtc(zone: string, moment: number): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(moment);
  const of = (name: string): number => Number(parts.find(({ type }) => type === name)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")) - Math.floor(moment / 1000) * 1000;
}
