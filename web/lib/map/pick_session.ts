/** A map to choose a place on: the base map, and a cross in its middle. Loaded when somebody asks for it. */
import type { Map as MapLibreMap, StyleSpecification } from "maplibre-gl";
import { addCredits, newMap, type BaseWords, type Bounds } from "./maplibre";

const CLOSE = 17;
const PLAIN: StyleSpecification = { version: 8, sources: {}, layers: [] };

export interface PickOptions {
  container: HTMLElement;
  style: StyleSpecification | null;
  /** Where the reader is thought to be; else the whole city is shown. */
  start: { lat: number; long: number } | null;
  bounds: Bounds;
  maxZoom: number;
  attribution: string;
  words: BaseWords;
}

export class PickSession {
  readonly #map: MapLibreMap;

  constructor({ container, style, start, bounds, maxZoom, attribution, words }: PickOptions) {
    const from = start ? { center: [start.long, start.lat] as [number, number], zoom: CLOSE } : bounds;
    this.#map = newMap({ container, style: style ?? PLAIN, start: from, maxZoom, words });
    addCredits(this.#map, attribution);
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
