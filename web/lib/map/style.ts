/** The whole picture as one MapLibre style: base map, switched-on layers, hexagons, reports. A pure function. */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { hexCount, pointFilter, type Filters, type TypesOfGroups } from "./filters";
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
}

export const REPORTS = "reports";
export const HEXES = "hexes";
export const CHOSEN = "chosen";
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
  const hexes = requests ? hexLayers(picture, requests) : [];
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
      ...(requests ? reportLayers(picture, requests) : []),
    ],
  };
}

export function belowOf(style: StyleSpecification): unknown {
  return (style.metadata as Record<string, unknown> | undefined)?.["hex311:below"];
}

function overlaySources(layers: OverlayLayer[]): StyleSpecification["sources"] {
  return Object.fromEntries(layers.map(({ layer, url }) => [`overlay-${layer}`, { type: "vector", url: `pmtiles://${url}` }]));
}

function requestSources({ requests, origin }: Picture): StyleSpecification["sources"] {
  const chosen = { type: "geojson", data: { type: "FeatureCollection", features: [] } } as const;
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

function hexLayers({ scheme, filters, types }: Picture, requests: RequestsDocument): LayerSpecification[] {
  const count = hexCount(filters, types);
  const [first = "", ...others] = INK[scheme].hexes;
  const steps = HEX_STEPS.flatMap((from, place) => [from, others[place] ?? first]);
  return requests.hexes.flatMap((one): LayerSpecification[] => {
    const shared = {
      source: hexSource(one.zoom),
      "source-layer": one.source_layer,
      minzoom: one.show_from,
      maxzoom: one.show_to,
      filter: [">", count, 0] satisfies ExpressionSpecification,
    };
    return [
      {
        ...shared,
        id: `${HEXES}-${one.zoom}`,
        type: "fill",
        paint: {
          "fill-color": ["step", count, first, ...steps] as unknown as ExpressionSpecification,
          "fill-opacity": 0.72,
          "fill-outline-color": INK[scheme].halo,
        },
      },
      {
        ...shared,
        id: `${HEXES}-${one.zoom}-numbers`,
        type: "symbol",
        layout: { "text-field": ["to-string", count], "text-font": FONT, "text-size": 13, "text-padding": 1 },
        paint: { "text-color": INK[scheme].letters, "text-halo-color": INK[scheme].halo, "text-halo-width": 1.4 },
      },
    ];
  });
}

function reportLayers({ scheme, filters, types, now }: Picture, requests: RequestsDocument): LayerSpecification[] {
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
      source: REPORTS,
      "source-layer": requests.requests.source_layer,
      minzoom: requests.requests.min_zoom,
      filter: pointFilter(filters, types, now),
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

