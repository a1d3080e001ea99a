/** One place as layers over the base map: a point, or the circle in which it lies. */
import type { GeoJSONSourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Scheme } from "./map_document";

export interface Place {
  lat: number;
  long: number;
  /** How far from the point it may lie, in metres; 0 where it is exact. */
  withinM: number;
}

const METRES_PER_DEGREE = 111_320;
const CORNERS = 64;
const SOURCE = "place";
const COLOURS: Record<Scheme, { fill: string; edge: string }> = {
  light: { fill: "#b3261e", edge: "#ffffff" },
  dark: { fill: "#ff9f97", edge: "#13181c" },
};

/** The base map (or a plain ground) with the place on it. */
export function withPlace(style: StyleSpecification | null, scheme: Scheme, place: Place): StyleSpecification {
  const { fill, edge } = COLOURS[scheme];
  const base = style ?? { version: 8 as const, sources: {}, layers: [] };
  const data = place.withinM ? area(place) : point(place);
  const drawn: StyleSpecification["layers"] = place.withinM
    ? [
        { id: "place-area", type: "fill", source: SOURCE, paint: { "fill-color": fill, "fill-opacity": 0.18 } },
        { id: "place-edge", type: "line", source: SOURCE, paint: { "line-color": fill, "line-width": 3, "line-dasharray": [2, 1.5] } },
      ]
    : [
        {
          id: "place-point",
          type: "circle",
          source: SOURCE,
          paint: { "circle-radius": 11, "circle-color": fill, "circle-stroke-color": edge, "circle-stroke-width": 4 },
        },
      ];
  return { ...base, sources: { ...base.sources, [SOURCE]: { type: "geojson", data } }, layers: [...base.layers, ...drawn] };
}

/** West, south, east, north of the circle. */
export function boundsOf({ lat, long, withinM }: Place): [number, number, number, number] {
  const [up, across] = reach(lat, withinM);
  return [long - across, lat - up, long + across, lat + up];
}

type Data = GeoJSONSourceSpecification["data"];

const point = ({ lat, long }: Place): Data => ({ type: "Point", coordinates: [long, lat] });

function area({ lat, long, withinM }: Place): Data {
  const [up, across] = reach(lat, withinM);
  const ring = Array.from({ length: CORNERS + 1 }, (_, corner): [number, number] => {
    const angle = ((corner % CORNERS) / CORNERS) * 2 * Math.PI;
    return [long + across * Math.cos(angle), lat + up * Math.sin(angle)];
  });
  return { type: "Polygon", coordinates: [ring] };
}

/** The radius in degrees of latitude and of longitude. */
function reach(lat: number, metres: number): [number, number] {
  const up = metres / METRES_PER_DEGREE;
  return [up, up / Math.cos((lat * Math.PI) / 180)];
}
