/** An area, the reports in it and the hexagons that count them, as one MapLibre style. A pure function. */
import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Area, Position } from "./areas";
import { hexbins, type Bin } from "./hexbin";
import type { Scheme } from "./map_document";
import { countName } from "./shapes";
import type { Status } from "./statuses";
import { CHOSEN, HEX_STEPS, INK, REPORTS, belowOf, iconOf, plainGround } from "./style";

export interface Mark {
  number: string;
  status: Status;
  longitude: number;
  latitude: number;
}

export interface AreaPicture {
  base: StyleSpecification | null;
  scheme: Scheme;
  /** All areas of the layer, to be seen and chosen; none while the whole city is shown. */
  areas: Area[];
  chosen: Area | null;
  reports: Mark[];
  attribution: string;
}

/** From this zoom on single reports are shown; further out hexagons count them. */
export const NEAR_ZOOM = 14;
export const ACROSS_M = 900;
export const BINS = "bins";
/** What the number of a hexagon stands on. */
export const SIGNS = "bins-signs";
/** How large that is, for one, two and more digits. */
const SIGN_SIZES = [0.9, 10, 1.1, 100, 1.45] as const;
const FONT = ["sans-serif"];
const OUTLINE: Record<Scheme, string> = { light: "#5b2a86", dark: "#cfa9f5" };

export function binsOf(reports: readonly Mark[]): Bin[] {
  const points = reports.map(({ longitude, latitude }): Position => [longitude, latitude]);
  return hexbins(points, ACROSS_M, points[0]?.[1] ? Math.round(points[0][1]) : 0);
}

export function areaStyle(picture: AreaPicture): StyleSpecification {
  const { base, scheme, areas, chosen, reports } = picture;
  const ground = base ?? plainGround(scheme);
  const below = ground.layers.findIndex(({ id }) => id === belowOf(ground));
  const at = below < 0 ? ground.layers.length : below;
  const { hexes, halo, letters, ring } = INK[scheme];
  const count: ExpressionSpecification = ["get", "count"];
  const [first = "", ...others] = hexes;
  const steps = HEX_STEPS.flatMap((from, place) => [from, others[place] ?? first]);
  const outline = OUTLINE[scheme];
  const beneath: LayerSpecification[] = [
    { id: "areas", type: "line", source: "areas", paint: { "line-color": outline, "line-width": 1, "line-opacity": 0.6 } },
    { id: "area", type: "fill", source: "area", paint: { "fill-color": outline, "fill-opacity": 0.08 } },
    {
      id: BINS,
      type: "fill",
      source: BINS,
      maxzoom: NEAR_ZOOM,
      paint: {
        "fill-color": ["step", count, first, ...steps] as unknown as ExpressionSpecification,
        "fill-opacity": 0.72,
        "fill-outline-color": halo,
      },
    },
    { id: "area-line", type: "line", source: "area", paint: { "line-color": outline, "line-width": 3.5 } },
  ];
  const above: LayerSpecification[] = [
    {
      id: "areas-names",
      type: "symbol",
      source: "areas",
      layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 12, "text-max-width": 8 },
      paint: { "text-color": outline, "text-halo-color": halo, "text-halo-width": 1.5 },
    },
    // far out a hexagon is smaller than its number: a sign of its own carries it; of those that meet, the fullest stays
    {
      id: SIGNS,
      type: "symbol",
      source: SIGNS,
      maxzoom: NEAR_ZOOM,
      layout: {
        "icon-image": countName(scheme),
        "icon-size": ["step", count, ...SIGN_SIZES] as unknown as ExpressionSpecification,
        "icon-padding": 0,
        "text-field": ["to-string", count],
        "text-font": FONT,
        "text-size": 13,
        "text-padding": 0,
        "symbol-sort-key": ["-", 0, count],
      },
      paint: { "text-color": letters },
    },
    {
      id: `${CHOSEN}-ring`,
      type: "circle",
      source: CHOSEN,
      paint: { "circle-radius": 17, "circle-color": "rgba(0, 0, 0, 0)", "circle-stroke-color": ring, "circle-stroke-width": 4 },
    },
    {
      id: REPORTS,
      type: "symbol",
      source: REPORTS,
      minzoom: NEAR_ZOOM,
      layout: {
        "icon-image": iconOf(scheme),
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "icon-size": ["interpolate", ["linear"], ["zoom"], 13, 0.7, 16, 1],
      },
    },
  ];
  const bins = binsOf(reports);
  return {
    ...ground,
    sources: {
      ...ground.sources,
      areas: features(areas.map(({ id, name, outline: lines }) => ["MultiPolygon", lines, { id, name }])),
      area: features(chosen ? [["MultiPolygon", chosen.outline, {}]] : []),
      [BINS]: features(bins.map(({ ring: line, count: n }) => ["Polygon", [line], { count: n }])),
      [SIGNS]: features(bins.map(({ middle, count: n }) => ["Point", middle, { count: n }])),
      [REPORTS]: features(reports.map(({ longitude, latitude, number, status }) => ["Point", [longitude, latitude], { number, status }])),
      [CHOSEN]: features([]),
    },
    layers: [...ground.layers.slice(0, at), ...beneath, ...ground.layers.slice(at), ...above],
  };
}

type Drawn = [type: "Point" | "Polygon" | "MultiPolygon", coordinates: unknown, properties: Record<string, unknown>];

function features(drawn: Drawn[]): StyleSpecification["sources"][string] {
  const found = drawn.map(([type, coordinates, properties]) => ({ type: "Feature", properties, geometry: { type, coordinates } }));
  return { type: "geojson", data: { type: "FeatureCollection", features: found } as GeoJSONSourceSpecification["data"] };
}
