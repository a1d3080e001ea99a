/** The whole picture as one MapLibre style: base map, switched-on layers, hexagons, reports. A pure function. */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { hexCount, pointFilter, type Filters, type TypesOfGroups } from "./filters";
import type { PastMonth } from "./history_document";
import type { MapDocument, OverlayLayer, Scheme } from "./map_document";
import { overlayLayers } from "./overlay_style";
import type { RequestsDocument } from "./requests_document";
import { imageName } from "./shapes";
import { KINDS, KIND_OF, STATUSES } from "./statuses";

export interface Picture {
  /** The base map's style; null draws plain ground. */
  base: StyleSpecification | null;
  scheme: Scheme;
  map: MapDocument | null;
  requests: RequestsDocument | null;
  filters: Filters;
  types: TypesOfGroups;
  /** Codes of the overlay layers that are switched on. */
  layers: string[];
  origin: string;
  now: number;
  /** The closed cases of a month of the past in place of what is live. */
  past?: PastMonth | null;
}

export const REPORTS = "reports";
export const HEXES = "hexes";
export const CHOSEN = "chosen";
/** The source of a month of the past: points and hexagons are in one archive. */
export const PAST = "past";
/** From this zoom on an archive has single reports; its hexagons are for those further out. */
export const PAST_POINTS = 12;
const FONT = ["sans-serif"]; // the device's own: without `glyphs` the map draws letters itself
export const INK: Record<Scheme, { ground: string; letters: string; halo: string; ring: string; hexes: string[] }> = {
  light: { ground: "#eceae4", letters: "#1b2127", halo: "#ffffff", ring: "#103c4f", hexes: ["#f6d9c9", "#eba78a", "#d9714f", "#a93f26"] },
  dark: { ground: "#171c20", letters: "#f3f7f9", halo: "#13181c", ring: "#ffd479", hexes: ["#4a3028", "#74412f", "#a2563a", "#d0714c"] },
};
/** From how many open cases on a hexagon takes the next colour; its number stands in it as well. */
export const HEX_STEPS = [5, 20, 60] as const;

/** What lies under a map whose base map cannot be had. */
export const plainGround = (scheme: Scheme): StyleSpecification => ({
  version: 8,
  sources: {},
  layers: [{ id: "ground", type: "background", paint: { "background-color": INK[scheme].ground } }],
});

export function pictureStyle(picture: Picture): StyleSpecification {
  const { base, scheme, map, requests } = picture;
  const ground = base ?? plainGround(scheme);
  const switchedOn = (map?.layers ?? []).filter(({ layer }) => picture.layers.includes(layer));
  const below = ground.layers.findIndex(({ id }) => id === belowOf(ground));
  const at = below < 0 ? ground.layers.length : below;
  const overlays = switchedOn.flatMap((layer) => overlayLayers(layer, (map?.layers ?? []).indexOf(layer), scheme));
  const hexes = requests || picture.past ? hexLayers(picture) : [];
  return {
    ...ground,
    sources: { ...ground.sources, ...overlaySources(switchedOn), ...requestSources(picture) },
    layers: [
      ...ground.layers.slice(0, at),
      ...overlays.filter(({ type }) => type !== "symbol"),
      ...hexes.filter(({ type }) => type !== "symbol"),
      ...ground.layers.slice(at),
      ...overlays.filter(({ type }) => type === "symbol"),
      ...hexes.filter(({ type }) => type === "symbol"),
      ...(requests || picture.past ? reportLayers(picture) : []),
    ],
  };
}

export function belowOf(style: StyleSpecification): unknown {
  return (style.metadata as Record<string, unknown> | undefined)?.["hex311:below"];
}

function overlaySources(layers: OverlayLayer[]): StyleSpecification["sources"] {
  return Object.fromEntries(layers.map(({ layer, url }) => [`overlay-${layer}`, { type: "vector", url: `pmtiles://${url}` }]));
}

function requestSources({ requests, origin, past }: Picture): StyleSpecification["sources"] {
  const chosen = { type: "geojson", data: { type: "FeatureCollection", features: [] } } as const;
  if (past) return { [PAST]: { type: "vector", url: `pmtiles://${past.url}` }, [CHOSEN]: chosen };
  if (!requests) return { [CHOSEN]: chosen };
  const { tiles, min_zoom: minzoom, max_zoom: maxzoom } = requests.requests;
  const bounds = requests.bounds;
  const hexes = requests.hexes.map((one) => [
    hexSource(one.zoom),
    { type: "vector", tiles: [origin + one.tiles], minzoom: one.zoom, maxzoom: one.zoom, bounds },
  ]);
  return {
    [REPORTS]: { type: "vector", tiles: [origin + tiles], minzoom, maxzoom, bounds },
    ...Object.fromEntries(hexes),
    [CHOSEN]: chosen,
  };
}

export const hexSource = (zoom: number): string => `${HEXES}-${zoom}`;

/** The hexagons of each zoom: of the live tiles, or those of a month, which are in its archive. */
function hexesOf({ requests, past }: Picture): { id: string; source: string; layer: string; from: number; to: number }[] {
  if (past) return [{ id: hexSource(0), source: PAST, layer: "hexes", from: 0, to: PAST_POINTS }];
  const live = requests?.hexes ?? [];
  return live.map(({ zoom, source_layer: layer, show_from: from, show_to: to }) => ({ id: hexSource(zoom), source: hexSource(zoom), layer, from, to }));
}

/** The names of the layers of hexagons. */
export const hexLayerNames = (picture: Picture): string[] => hexesOf(picture).map(({ id }) => id);

function hexLayers(picture: Picture): LayerSpecification[] {
  const { scheme, filters, types, past } = picture;
  const count = hexCount(filters, types, past ? "closed" : "open");
  const [first = "", ...others] = INK[scheme].hexes;
  const steps = HEX_STEPS.flatMap((from, place) => [from, others[place] ?? first]);
  return hexesOf(picture).flatMap(({ id, source, layer, from, to }): LayerSpecification[] => {
    const shared = {
      source,
      "source-layer": layer,
      minzoom: from,
      maxzoom: to,
      filter: [">", count, 0] satisfies ExpressionSpecification,
    };
    return [
      {
        ...shared,
        id,
        type: "fill",
        paint: {
          "fill-color": ["step", count, first, ...steps] as unknown as ExpressionSpecification,
          "fill-opacity": 0.72,
          "fill-outline-color": INK[scheme].halo,
        },
      },
      {
        ...shared,
        id: `${id}-numbers`,
        type: "symbol",
        layout: { "text-field": ["to-string", count], "text-font": FONT, "text-size": 13, "text-padding": 1 },
        paint: { "text-color": INK[scheme].letters, "text-halo-color": INK[scheme].halo, "text-halo-width": 1.4 },
      },
    ];
  });
}

function reportLayers({ scheme, filters, types, now, requests, past }: Picture): LayerSpecification[] {
  // what is past is closed, and was filed when it was filed
  const wanted: Filters = past ? { ...filters, state: "all", days: 0 } : filters;
  return [
    {
      id: `${CHOSEN}-ring`,
      type: "circle",
      source: CHOSEN,
      paint: {
        "circle-radius": 17,
        "circle-color": "rgba(0, 0, 0, 0)",
        "circle-stroke-color": INK[scheme].ring,
        "circle-stroke-width": 4,
      },
    },
    {
      id: REPORTS,
      type: "symbol",
      source: past ? PAST : REPORTS,
      "source-layer": past ? "requests" : (requests?.requests.source_layer ?? ""),
      minzoom: past ? PAST_POINTS : (requests?.requests.min_zoom ?? 0),
      filter: pointFilter(wanted, types, now),
      layout: {
        "icon-image": iconOf(scheme),
        // nothing that was reported may be missing from the map for want of room
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "icon-size": ["interpolate", ["linear"], ["zoom"], 12, 0.55, 14, 0.8, 16, 1],
      },
    },
  ];
}

export function iconOf(scheme: Scheme): ExpressionSpecification {
  const kinds = KINDS.flatMap((kind) => [STATUSES.filter((status) => KIND_OF[status] === kind), imageName(kind, scheme)]);
  return ["match", ["get", "status"], ...kinds, imageName("ended", scheme)] as unknown as ExpressionSpecification;
}

