/**
 * The open reports nearest to a place: the city's public Open311 list, asked in circles that grow until enough are found.
 * The list is the newest first and ends somewhere; where more lie in a circle than it holds, the nearest may be among the
 * older ones, so the circle shrinks until it holds them all.
 */
import { fileOf } from "../api/reach";
import { metresBetween, type Point } from "../places/point";

interface Listed {
  service_request_id: string;
  service_name: string;
  requested_datetime: string;
  lat: number | null;
  long: number | null;
  extended_attributes?: { detailed_status_text?: string };
}

export interface Near {
  number: string;
  service_name: string;
  requested_at: string;
  /** How it stands, in words. */
  status_text: string;
  metres: number;
}

const CIRCLES_M = [500, 2_000, 5_000];
const CLOSER_M = [120, 30];
const ENOUGH = 5;
const PAGE = 200;

type Ask = (address: string) => Promise<Listed[] | null>;

/** The nearest first. The list is of the last 90 days. */
export async function nearest(point: Point, language: string, ask: Ask = fileOf): Promise<Near[]> {
  const within = async (radius: number): Promise<Near[]> => {
    const query = new URLSearchParams({
      lat: String(point.lat),
      long: String(point.long),
      radius: String(radius),
      status: "open",
      page_size: String(PAGE),
      extensions: "true",
      locale: language,
    });
    const listed = (await ask(`/open311/v2/requests.json?${query}`)) ?? [];
    return listed.flatMap((one) => nearOf(one, point));
  };
  let found: Near[] = [];
  for (const radius of CIRCLES_M) {
    found = await within(radius);
    if (found.length >= ENOUGH) break;
  }
  const known = new Map(found.map((one) => [one.number, one]));
  let held = found.length;
  for (const radius of CLOSER_M) {
    if (held < PAGE) break;
    const closer = await within(radius);
    for (const one of closer) known.set(one.number, one);
    held = closer.length;
  }
  return [...known.values()].sort((one, other) => one.metres - other.metres);
}

function nearOf(one: Listed, point: Point): Near[] {
  const { lat, long, service_request_id: number, service_name, requested_datetime: requested_at } = one;
  if (lat === null || long === null) return [];
  const status_text = one.extended_attributes?.detailed_status_text ?? "";
  return [{ number, service_name, requested_at, status_text, metres: metresBetween(point, { lat, long }) }];
}
