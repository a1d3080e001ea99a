/** A map of numbered stops, in step with a list that has them all in words. Loaded when somebody asks for it. */
import { Marker, type Map as MapLibreMap, type StyleSpecification } from "maplibre-gl";
import { addCredits, newMap, showBounds, type BaseWords, type Bounds } from "./maplibre";

export interface MapStop {
  id: string;
  lat: number;
  long: number;
  /** What stands in its sign: a number, or a tick. */
  sign: string;
  /** How it stands, for its look. */
  state: string;
}

export interface StopsOptions {
  container: HTMLElement;
  style: StyleSpecification | null;
  maxZoom: number;
  attribution: string;
  words: BaseWords;
  stops: readonly MapStop[];
  onchosen: (id: string) => void;
}

const PLAIN: StyleSpecification = { version: 8, sources: {}, layers: [] };
/** Around a single stop, in degrees. */
const AROUND = 0.004;

export class StopsSession {
  readonly #map: MapLibreMap;
  readonly #chosen: (id: string) => void;
  #signs = new Map<string, { marker: Marker; element: HTMLElement }>();

  constructor({ container, style, maxZoom, attribution, words, stops, onchosen }: StopsOptions) {
    this.#chosen = onchosen;
    this.#map = newMap({ container, style: style ?? PLAIN, start: boundsOf(stops), maxZoom, words });
    addCredits(this.#map, attribution);
  }

  /** The stops as they are now. */
  show(stops: readonly MapStop[], current: string): void {
    const there = new Set(stops.map(({ id }) => id));
    const hasNew = this.#signs.size > 0 && stops.some(({ id }) => !this.#signs.has(id));
    for (const [id, { marker }] of this.#signs) if (!there.has(id)) marker.remove();
    this.#signs = new Map([...this.#signs].filter(([id]) => there.has(id)));
    for (const stop of stops) {
      const { marker, element } = this.#signs.get(stop.id) ?? this.#added(stop);
      element.textContent = stop.sign;
      element.dataset["state"] = stop.state;
      element.dataset["current"] = String(stop.id === current);
      marker.setLngLat([stop.long, stop.lat]);
    }
    if (hasNew) showBounds(this.#map, boundsOf(stops));
  }

  /** Bring one into view. */
  lead({ lat, long }: MapStop): void {
    if (!this.#map.getBounds().contains([long, lat])) this.#map.jumpTo({ center: [long, lat] });
  }

  /** The same map in other colours. */
  draw(style: StyleSpecification | null): void {
    this.#map.setStyle(style ?? PLAIN);
  }

  end(): void {
    this.#map.remove();
  }

  #added({ id, lat, long }: MapStop): { marker: Marker; element: HTMLElement } {
    const element = document.createElement("div");
    element.className = "stop-sign";
    element.dataset["id"] = id;
    element.addEventListener("click", () => this.#chosen(id));
    const marker = new Marker({ element }).setLngLat([long, lat]).addTo(this.#map);
    element.setAttribute("aria-hidden", "true"); // the list beside the map says it in words
    element.removeAttribute("tabindex");
    const made = { marker, element };
    this.#signs.set(id, made);
    return made;
  }
}

function boundsOf(stops: readonly MapStop[]): Bounds {
  const longs = stops.map(({ long }) => long);
  const lats = stops.map(({ lat }) => lat);
  return [Math.min(...longs) - AROUND, Math.min(...lats) - AROUND, Math.max(...longs) + AROUND, Math.max(...lats) + AROUND];
}
