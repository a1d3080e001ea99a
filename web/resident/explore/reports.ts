/**
 * The reports of an area and period, the newest first, as the city's Open311 service lists them: within the box around
 * the area, some 90 days at a time, and here only those that lie in its outline.
 */
import { PATIENCE_MS, Unreached, persistently } from "../../lib/api/reach";
import { isWithin, type Area } from "../../lib/map/areas";
import { tilesWithin } from "../../lib/map/pulse";
import { isStatus, type Status } from "../../lib/map/statuses";
import { daysIn, plusDays, startOf, type Day, type Span } from "../../lib/places/days";

export interface Listed {
  number: string;
  type: string;
  name: string;
  status: Status;
  /** When it was reported, milliseconds since 1970. */
  at: number;
  longitude: number;
  latitude: number;
}

export interface Wanted {
  span: Span;
  timeZone: string;
  language: string;
  /** Null: the whole city. */
  area: Pick<Area, "bounds" | "outline"> | null;
  /** Null: all types. */
  codes: string[] | null;
}

interface Item {
  service_request_id: string;
  service_code: string;
  service_name: string;
  requested_datetime: string;
  lat: number | null;
  long: number | null;
  extended_attributes?: { detailed_status?: string };
}

const PAGE = 200;
/** What one question may span is 90 times 24 hours (docs/open311.md); where clocks go back, 90 days are an hour more. */
const WINDOW_DAYS = 89;
/** The largest box that may be asked for: so many tiles of this zoom. */
const [BOX_ZOOM, BOX_TILES] = [15, 144];

export class ReportPages {
  readonly #wanted: Wanted;
  #end: Day;
  #after: string | null = null;
  #done = false;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
    this.#end = wanted.span.to;
  }

  /** Whether there may be older ones. */
  get more(): boolean {
    return !this.#done;
  }

  /** The next ones of one question, perhaps none; go on while there may be `more`. Rejects with `Unreached`. */
  async next(): Promise<Listed[]> {
    const { area } = this.#wanted;
    const { items, after } = await ask(this.#address());
    this.#after = after;
    if (after === null) {
      const earlier = plusDays(this.#begin(), -1);
      this.#done = earlier < this.#wanted.span.from;
      this.#end = earlier;
    }
    return items.flatMap(listed).filter(({ longitude, latitude }) => !area || isWithin([longitude, latitude], area.outline));
  }

  #begin(): Day {
    const { span } = this.#wanted;
    return daysIn({ from: span.from, to: this.#end }) <= WINDOW_DAYS ? span.from : plusDays(this.#end, 1 - WINDOW_DAYS);
  }

  #address(): string {
    const { timeZone, language, area, codes } = this.#wanted;
    const moment = (milliseconds: number): string => new Date(milliseconds).toISOString();
    const query = new URLSearchParams({
      start_date: moment(startOf(this.#begin(), timeZone)),
      end_date: moment(startOf(plusDays(this.#end, 1), timeZone) - 1_000),
      page_size: String(PAGE),
      extensions: "true",
      lang: language,
    });
    if (codes) query.set("service_code", codes.join(","));
    if (area && tilesWithin(area.bounds, BOX_ZOOM, BOX_TILES + 1).length <= BOX_TILES) query.set("bbox", area.bounds.join(","));
    if (this.#after) query.set("after_key", this.#after);
    return `/open311/v2/requests.json?${query}`;
  }
}

function ask(address: string): Promise<{ items: Item[]; after: string | null }> {
  return persistently(address, async () => {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) throw new Unreached(address, answer.status);
    const next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
    return { items: (await answer.json()) as Item[], after: next ? new URL(next).searchParams.get("after_key") : null };
  });
}

function listed(item: Item): Listed[] {
  const status = item.extended_attributes?.detailed_status ?? "";
  if (item.lat === null || item.long === null || !isStatus(status)) return [];
  return [
    {
      number: item.service_request_id,
      type: item.service_code,
      name: item.service_name,
      status,
      at: Date.parse(item.requested_datetime),
      longitude: Number(item.long),
      latitude: Number(item.lat),
    },
  ];
}
