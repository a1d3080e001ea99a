/** A map to choose a place on: the base map, and a cross in its middle. Loaded when somebody asks for it. */
import { AttributionControl, Map as MapLibreMap, NavigationControl, addProtocol, setWorkerUrl } from "maplibre-gl";
import type { StyleSpecification } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { Protocol } from "pmtiles";

setWorkerUrl(workerUrl); // a file of ours: the policy allows no worker made of text
addProtocol("pmtiles", new Protocol().tile);

const CLOSE = 17;
const PLAIN: StyleSpecification = { version: 8, sources: {}, layers: [] };

export interface PickOptions {
  container: HTMLElement;
  style: StyleSpecification | null;
  /** Where the reader is thought to be; else the whole city is shown. */
  start: { lat: number; long: number } | null;
  bounds: [number, number, number, number];
  maxZoom: number;
  attribution: string;
  words: { map: string; zoomIn: string; zoomOut: string };
}

export class PickSession {
  readonly #map: MapLibreMap;

  constructor({ container, style, start, bounds, maxZoom, attribution, words }: PickOptions) {
    this.#map = new MapLibreMap({
      container,
      style: style ?? PLAIN,
      ...(start ? { center: [start.long, start.lat], zoom: CLOSE } : { bounds, fitBoundsOptions: { padding: 12 } }),
      maxZoom,
      fadeDuration: 0,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      locale: {
        "Map.Title": words.map,
        "NavigationControl.ZoomIn": words.zoomIn,
        "NavigationControl.ZoomOut": words.zoomOut,
      },
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    const credits = attribution.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    this.#map.addControl(new AttributionControl({ compact: false, ...(credits && { customAttribution: credits }) }), "bottom-right");
  }

  /** The place under the cross. */
  place(): { lat: number; long: number } {
    const { lat, lng } = this.#map.getCenter();
    return { lat, long: lng };
  }
  /** The same map in other colours. */
  draw(style: StyleSpecification | null): void {
    this.#map.setStyle(style ?? PLAIN);
  }

  end(): void {
    this.#map.remove();
  }
}
