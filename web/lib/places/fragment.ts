/** A place as one page hands it to another: behind the # of an address, which browsers send to nobody. */
import { readPoint, type Point } from "./point";

export interface NamedPlace extends Point {
  label: string;
}

/** `#at/41.300000,-97.100000/12%20Main%20Street` */
export const placeFragment = ({ label, lat, long }: NamedPlace): string =>
  `#at/${lat.toFixed(6)},${long.toFixed(6)}/${encodeURIComponent(label)}`;

/** The place of such a fragment; null for every other one. */
export function readPlaceFragment(hash: string): NamedPlace | null {
  const [, place = "", label = ""] = /^#at\/([^/]+)\/(.*)$/.exec(hash) ?? [];
  const point = readPoint(place);
  try {
    return point && { ...point, label: decodeURIComponent(label) };
  } catch {
    return point && { ...point, label: "" }; // a stray % of an address that was mistyped
  }
}
