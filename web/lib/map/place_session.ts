/** A map that shows one place: a point, or the circle in which it lies. Loaded when somebody asks for it. */
import type { Map as MapLibreMap, StyleSpecification } from "maplibre-gl";
import type { Scheme } from "./map_document";
import { addCredits, newMap, type BaseWords } from "./maplibre";
import { boundsOf, withPlace, type Place } from "./place_style";

const CLOSE = 16;

export interface PlaceOptions {
  container: HTMLElement;
  style: StyleSpecification | null;
  scheme: Scheme;
  place: Place;
  maxZoom: number;
  attribution: string;
  words: BaseWords;
}

export class PlaceSession {
  readonly #map: MapLibreMap;
  readonly #place: Place;

  constructor({ container, style, scheme, place, maxZoom, attribution, words }: PlaceOptions) {
    const { lat, long, withinM } = place;
    this.#place = place;
    this.#map = newMap({
      container,
      style: withPlace(style, scheme, place),
      start: withinM ? boundsOf(place) : { center: [long, lat], zoom: Math.min(CLOSE, maxZoom) },
      maxZoom,
      words,
    });
    addCredits(this.#map, attribution);
  }

  /** The same map in other colours. */
  draw(style: StyleSpecification | null, scheme: Scheme): void {
    this.#map.setStyle(withPlace(style, scheme, this.#place));
  }

  end(): void {
    this.#map.remove();
  }
}
