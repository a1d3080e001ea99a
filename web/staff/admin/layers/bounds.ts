/** Boxes on the map: west, south, east, north. */
import type { Bounds } from "../../../lib/map/maplibre";

/** The box around some others; the whole world around none. */
export function around(some: readonly (readonly number[])[]): Bounds {
  const side = (at: number, pick: (...all: number[]) => number, none: number): number =>
    some.reduce((found, one) => pick(found, one[at] ?? found), some[0]?.[at] ?? none);
  return [side(0, Math.min, -180), side(1, Math.min, -85), side(2, Math.max, 180), side(3, Math.max, 85)];
}
