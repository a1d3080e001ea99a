/** MapLibre with an area, its reports and hexagons. Loaded when the map is shown; the list beside it has the same. */
import type { GeoJSONSource, Map as MapLibreMap } from "maplibre-gl";
import { BINS, SIGNS, areaStyle, type AreaPicture, type Mark } from "./area_style";
import type { Position } from "./areas";
import { addCredits, newMap, showBounds, type BaseWords, type Bounds } from "./maplibre";
import { addCountSign, addShapes } from "./shapes";
import { CHOSEN, INK, REPORTS } from "./style";
import type { Camera } from "./view";

export interface AreaSessionOptions {
  container: HTMLElement;
  picture: AreaPicture;
  start: Camera | Bounds;
  minZoom: number;
  maxZoom: number;
  words: BaseWords;
  moved: (camera: Camera) => void;
  /** A report was taken. */
  chosen: (number: string) => void;
  /** A place without a report or hexagon was taken. */
  pressed: (place: Position) => void;
}

const REACH_PX = 22;

export class AreaSession {
  readonly #map: MapLibreMap;
  readonly #options: AreaSessionOptions;
  #picture: AreaPicture;
  #ringed: Pick<Mark, "longitude" | "latitude"> | null = null;
  #stands = false;
  /** Whether keys have moved the map: MapLibre tells no event of theirs. */
  #byKeys = false;

  constructor(options: AreaSessionOptions) {
    this.#options = options;
    this.#picture = options.picture;
    const { container, picture, start, words, minZoom, maxZoom } = options;
    const from = Array.isArray(start) ? start : { center: [start.longitude, start.latitude] as [number, number], zoom: start.zoom };
    this.#map = newMap({ container, style: areaStyle(picture), start: from, minZoom, maxZoom, words });
    addCredits(this.#map, picture.attribution);
    this.#listen();
  }

  draw(picture: AreaPicture): void {
    if (picture === this.#picture) return;
    this.#picture = picture;
    if (!this.#stands) return; // it is drawn when the first stands
    this.#map.setStyle(areaStyle(picture), { diff: true });
    this.ring(this.#ringed);
  }

  ring(report: Pick<Mark, "longitude" | "latitude"> | null): void {
    this.#ringed = report;
    const geometry = report && { type: "Point" as const, coordinates: [report.longitude, report.latitude] };
    void this.#map.getSource<GeoJSONSource>(CHOSEN)?.setData({
      type: "FeatureCollection",
      features: geometry ? [{ type: "Feature", properties: {}, geometry }] : [],
    });
  }

  show(bounds: Bounds): void {
    this.#byKeys = false;
    showBounds(this.#map, bounds);
  }

  end(): void {
    this.#map.remove();
  }

  #listen(): void {
    const map = this.#map;
    const first = this.#picture;
    map.on("style.load", () => {
      for (const scheme of ["light", "dark"] as const) {
        addShapes(map, scheme);
        addCountSign(map, scheme, INK[scheme]);
      }
    });
    map.once("style.load", () => {
      this.#stands = true;
      if (this.#picture !== first) map.setStyle(areaStyle(this.#picture), { diff: true });
    });
    map.on("moveend", ({ originalEvent }) => {
      if (!originalEvent && !this.#byKeys) return; // moved by the page itself: that is no view of the reader's own
      const { lng, lat } = map.getCenter();
      this.#options.moved({ longitude: lng, latitude: lat, zoom: map.getZoom() });
    });
    map.on("click", ({ point }) => this.#pick(point.x, point.y));
    map.getCanvas().addEventListener("keydown", (event) => {
      this.#byKeys = true;
      if (event.key !== "Enter") return;
      const { clientWidth, clientHeight } = map.getCanvas();
      this.#pick(clientWidth / 2, clientHeight / 2);
    });
  }

  #pick(x: number, y: number): void {
    const box: [[number, number], [number, number]] = [[x - REACH_PX, y - REACH_PX], [x + REACH_PX, y + REACH_PX]];
    const near = this.#map.getLayer(REPORTS) ? this.#map.queryRenderedFeatures(box, { layers: [REPORTS] }) : [];
    const at = this.#map.unproject([x, y]);
    const [nearest] = near
      .flatMap(({ geometry, properties }) => {
        if (geometry.type !== "Point") return [];
        const place = this.#map.project(geometry.coordinates as [number, number]);
        return [{ number: String(properties["number"]), away: Math.hypot(place.x - x, place.y - y) }];
      })
      .sort((one, other) => one.away - other.away);
    if (nearest) return this.#options.chosen(nearest.number);
    const bins = this.#map.getLayer(BINS) ? this.#map.queryRenderedFeatures([x, y], { layers: [BINS, SIGNS] }) : [];
    if (bins.length) this.#map.easeTo({ center: at, zoom: this.#map.getZoom() + 2 });
    else this.#options.pressed([at.lng, at.lat]);
  }
}
