/** What of the map is in view, as things that can be listed: reports by distance from the middle, or hexagons. */
import type { MapGeoJSONFeature } from "maplibre-gl";
import { isStatus, type Status } from "./statuses";
import { numberOf } from "../requests/tracking";

/** A place, and how far and in which direction it lies from the middle of the map. */
export interface Where {
  longitude: number;
  latitude: number;
  metres: number;
  /** Eighths of a circle, clockwise from the north. */
  eighth: number;
}

export interface Report extends Where {
  number: string;
  type: string;
  status: Status;
  /** Whole days since 1970-01-01, UTC. */
  day: number;
}

export interface Hexagon extends Where {
  cell: string;
  count: number;
}

export interface Seen {
  shows: "points" | "hexes";
  reports: Report[];
  hexagons: Hexagon[];
  /** Closed cases that the tiles had no room for. */
  leftOut: number;
}

interface Place {
  lng: number;
  lat: number;
}

const METRES_A_DEGREE = 111_320;

/** The reports among rendered features, each once, the nearest to the middle first. */
export function reportsOf(features: readonly MapGeoJSONFeature[], middle: Place): Report[] {
  const found = new Map<string, Report>();
  for (const feature of features) {
    const number = numberOf(feature);
    const { type, status, day } = feature.properties as Record<string, unknown>;
    if (number === null || feature.geometry.type !== "Point" || typeof type !== "string") continue;
    if (typeof status !== "string" || !isStatus(status) || typeof day !== "number") continue;
    const [longitude = 0, latitude = 0] = feature.geometry.coordinates;
    found.set(number, { number, type, status, day, ...where(middle, longitude, latitude) });
  }
  return [...found.values()].sort((one, other) => one.metres - other.metres || (one.number < other.number ? -1 : 1));
}

/** The hexagons among rendered features, the fullest first. A hexagon on a tile's edge comes in parts. */
export function hexagonsOf(
  features: readonly MapGeoJSONFeature[],
  middle: Place,
  countOf: (properties: Record<string, unknown>) => number,
): Hexagon[] {
  const found = new Map<string, Hexagon>();
  for (const { properties, geometry } of features) {
    const cell = String(properties["cell"]);
    const count = countOf(properties);
    if (geometry.type !== "Polygon" || count <= 0) continue;
    const corners: number[][] = (geometry.coordinates[0] ?? []).slice(1);
    const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + (corner[axis] ?? 0), 0) / (corners.length || 1);
    if (!found.has(cell)) found.set(cell, { cell, count, ...where(middle, mean(0), mean(1)) });
  }
  return [...found.values()].sort((one, other) => other.count - one.count || (one.cell < other.cell ? -1 : 1));
}

function where(middle: Place, longitude: number, latitude: number): Where {
  const east = (longitude - middle.lng) * METRES_A_DEGREE * Math.cos((middle.lat * Math.PI) / 180);
  const north = (latitude - middle.lat) * METRES_A_DEGREE;
  const turn = Math.atan2(east, north) / (Math.PI / 4);
  return { longitude, latitude, metres: Math.hypot(east, north), eighth: (Math.round(turn) + 8) % 8 };
}
