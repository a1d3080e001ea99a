/** Which reports came into view without the reader having moved: filed a moment ago. */
import type { Report, Seen } from "../lib/map/seen";
import { isClosed } from "../lib/map/statuses";

const DAY_MS = 86_400_000;

/**
 * Open reports of the last hours in `now` that were not in `before`, when both show the same place (the middle did not
 * move). The caller sees to it that both were drawn with the same filters.
 */
export function newReports(before: Seen | null, now: Seen, today = Math.floor(Date.now() / DAY_MS)): Report[] {
  if (!before || before.shows !== "points" || now.shows !== "points") return [];
  const known = new Map(before.reports.map((report) => [report.number, report]));
  const stayed = now.reports.every((report) => {
    const earlier = known.get(report.number);
    return !earlier || Math.abs(earlier.metres - report.metres) < 1;
  });
  const same = now.reports.some(({ number }) => known.has(number)) || before.reports.length === 0;
  if (!stayed || !same) return [];
  return now.reports.filter(({ number, day, status }) => !known.has(number) && day >= today - 1 && !isClosed(status));
}
