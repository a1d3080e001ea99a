/** A map that shows one place: a point, or the circle in which it lies. Loaded when somebody asks for it. */
import { AttributionControl, Map as MapLibreMap, NavigationControl, addProtocol, setWorkerUrl } from "maplibre-gl";
import type { StyleSpecification } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { Protocol } from "pmtiles";
import type { Scheme } from "./map_document";
import { boundsOf, withPlace, type Place } from "./place_style";

setWorkerUrl(workerUrl); // a file of ours: the policy allows no worker made of text
addProtocol("pmtiles", new Protocol().tile);

const CLOSE = 16;

export interface PlaceOptions {
  container: HTMLElement;
  style: StyleSpecification | null;
  scheme: Scheme;
  place: Place;
  maxZoom: number;
  attribution: string;
  words: { map: string; zoomIn: string; zoomOut: string };
}

export class PlaceSession {
  readonly #map: MapLibreMap;
  readonly #place: Place;

  constructor({ container, style, scheme, place, maxZoom, attribution, words }: PlaceOptions) {
    this.#place = place;
    this.#map = new MapLibreMap({
      container,
      style: withPlace(style, scheme, place),
      ...(place.withinM
        ? { bounds: boundsOf(place), fitBoundsOptions: { padding: 24 } }
        : { center: [place.long, place.lat], zoom: Math.min(CLOSE, maxZoom) }),
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

  /** The same map in other colours. */
  draw(style: StyleSpecification | null, scheme: Scheme): void {
    this.#map.setStyle(withPlace(style, scheme, this.#place));
  }

  end(): void {
    this.#map.remove();
  }
}
