/** Which months of closed cases there are: /tiles/history.json (docs/map-tiles.md). */
import { fileOf } from "../api/reach";

export interface PastMonth {
  /** `2026-10`: the month (UTC) in which these were filed. */
  month: string;
  /** A PMTiles archive with the source layers `requests` and `hexes`. */
  url: string;
  cases: number;
}

/** The months, the newest first; none while the city has none. */
export async function readMonths(): Promise<PastMonth[]> {
  return (await fileOf<{ months: PastMonth[] }>("/tiles/history.json"))?.months ?? [];
}

/** A month in words: October 2026. */
export const monthInWords = (month: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(`${month}-01T00:00:00Z`));
