/** What all our maps have in common: MapLibre set up for this house, flat and upright, with its sources told. */
import { AttributionControl, Map as MapLibreMap, NavigationControl, addProtocol, setWorkerUrl } from "maplibre-gl";
import type { ControlPosition, MapOptions, StyleSpecification } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { Protocol } from "pmtiles";

setWorkerUrl(workerUrl); // a file of ours: the policy allows no worker made of text
addProtocol("pmtiles", new Protocol().tile);

export type Bounds = [west: number, south: number, east: number, north: number];
export type Start = { center: [number, number]; zoom: number } | Bounds;

export interface BaseWords {
  map: string;
  zoomIn: string;
  zoomOut: string;
}

export interface Base {
  container: HTMLElement;
  style: StyleSpecification;
  start: Start;
  minZoom?: number | undefined;
  maxZoom?: number | undefined;
  words: BaseWords;
  /** MapLibre's names of further controls. */
  locale?: Record<string, string>;
  transformRequest?: MapOptions["transformRequest"];
}

const PADDING_PX = 12;

/** A map that is neither turned nor tilted; the caller adds its controls and, last, `addCredits`. */
export function newMap({ container, style, start, minZoom, maxZoom = 19, words, locale, transformRequest }: Base): MapLibreMap {
  const map = new MapLibreMap({
    container,
    style,
    ...(Array.isArray(start) ? { bounds: start, fitBoundsOptions: { padding: PADDING_PX } } : start),
    ...(minZoom === undefined ? {} : { minZoom }),
    maxZoom,
    ...(transformRequest ? { transformRequest } : {}),
    fadeDuration: 0,
    // tiles are loaded again when they have changed (live.ts), not whenever their seconds are over
    refreshExpiredTiles: false,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: {
      "Map.Title": words.map,
      "NavigationControl.ZoomIn": words.zoomIn,
      "NavigationControl.ZoomOut": words.zoomOut,
      ...locale,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), corner("top", "end"));
  return map;
}

/** A corner of the map, by the way the page's words run. */
export function corner(edge: "top" | "bottom", side: "start" | "end"): ControlPosition {
  const isRightToLeft = document.documentElement.dir === "rtl";
  return `${edge}-${(side === "end") === isRightToLeft ? "left" : "right"}`;
}

export function showBounds(map: MapLibreMap, bounds: Bounds, maxZoom?: number): void {
  map.fitBounds(bounds, { padding: PADDING_PX, ...(maxZoom === undefined ? {} : { maxZoom }) });
}

/** Who the map is by. The text is a city's, and is shown as text. */
export function addCredits(map: MapLibreMap, attribution: string): void {
  const customAttribution = attribution.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  map.addControl(new AttributionControl({ compact: false, ...(customAttribution && { customAttribution }) }), corner("bottom", "end"));
}
