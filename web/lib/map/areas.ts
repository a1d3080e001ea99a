/** The areas of a map layer as /tiles/map.json names them (docs/basemap.md): to choose one, and to see what lies in it. */
import { fileOf } from "../api/reach";
import type { OverlayLayer } from "./map_document";

/** Longitude, latitude. */
export type Position = [number, number];
/** Polygons, each of a shell and its holes, closed: the coordinates of a GeoJSON MultiPolygon. */
export type Outline = Position[][][];

export interface Area {
  id: string;
  name: string;
  /** West, south, east, north. */
  bounds: [number, number, number, number];
  outline: Outline;
}

const files = new Map<string, Promise<Area[]>>();

/** The areas of a layer, in the order of their names as people count; none where the city published none. */
export function readAreas({ areas: address }: Pick<OverlayLayer, "areas">): Promise<Area[]> {
  let found = files.get(address);
  if (!found) {
    found = fileOf<{ areas: Area[] }>(address).then((file) => inOrder(file?.areas ?? []));
    found.catch(() => files.delete(address)); // ask again next time
    files.set(address, found);
  }
  return found;
}

/** District 2 before District 10. */
export function inOrder(areas: readonly Area[]): Area[] {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return [...areas].sort((one, other) => compare(one.name, other.name) || compare(one.id, other.id));
}

/** Whether a place lies in an outline; on the very line either may be said. */
export function isWithin([longitude, latitude]: Position, outline: Outline): boolean {
  let inside = false;
  for (const rings of outline) {
    for (const ring of rings) {
      for (let at = 1; at < ring.length; at += 1) {
        const [[x1, y1], [x2, y2]] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]];
        const crosses = y1 > latitude !== y2 > latitude && longitude < ((x2 - x1) * (latitude - y1)) / (y2 - y1) + x1;
        if (crosses) inside = !inside;
      }
    }
  }
  return inside;
}

/** The area that holds a place; where several do, the smallest: it is the one that is hard to meet otherwise. */
export function areaAt(place: Position, areas: readonly Area[]): Area | null {
  const [longitude, latitude] = place;
  const found = areas.filter(({ bounds: [west, south, east, north], outline }) => {
    const near = longitude >= west && longitude <= east && latitude >= south && latitude <= north;
    return near && isWithin(place, outline);
  });
  return found.sort((one, other) => extent(one) - extent(other))[0] ?? null;
}

const extent = ({ bounds: [west, south, east, north] }: Area): number => (east - west) * (north - south);
