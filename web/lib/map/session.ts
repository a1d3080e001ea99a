/**
 * MapLibre at work: draws a picture, tells what is in view, takes choices. Loaded when the page stands (it is large);
 * everything the reader can do here can also be done in the list beside it.
 */
import { GeolocateControl, ScaleControl } from "maplibre-gl";
import type { GeoJSONSource, Map as MapLibreMap, MapGeoJSONFeature, RequestParameters } from "maplibre-gl";
import { addCredits, corner, newMap, showBounds, type BaseWords, type Bounds } from "./maplibre";
import { countedAs } from "./filters";
import { watchTiles, type Sight } from "./live";
import { hexagonsOf, reportsOf, type Report, type Seen } from "./seen";
import { addShapes } from "./shapes";
import { CHOSEN, PAST_POINTS, REPORTS, hexLayerNames, hexSource, pictureStyle, type Picture } from "./style";
import type { Camera } from "./view";

export interface MapWords extends BaseWords {
  findMe: string;
  noLocation: string;
  attribution: string;
  km: string;
  m: string;
}

export interface SessionOptions {
  container: HTMLElement;
  picture: Picture;
  start: Camera | Bounds;
  words: MapWords;
  busyMs?: number;
  seen: (seen: Seen) => void;
  moved: (camera: Camera) => void;
  chosen: (number: string | null) => void;
  reached: (is: boolean) => void;
}

/** Half the side of the square around a press in which a report is meant: thumbs are wide. */
const REACH_PX = 22;

/** MapLibre's button has no name until it knows whether the device tells its place; for a screen reader it has one. */
class FindMe extends GeolocateControl {
  constructor(private readonly words: string) {
    super({ fitBoundsOptions: { maxZoom: 16 } });
  }

  override onAdd(map: MapLibreMap): HTMLElement {
    const box = super.onAdd(map);
    box.querySelector("button")?.setAttribute("aria-label", this.words);
    return box;
  }
}

export class MapSession {
  readonly #map: MapLibreMap;
  readonly #options: SessionOptions;
  readonly #watching: ReturnType<typeof watchTiles>;
  #picture: Picture;
  #stands = false;
  /** How often tiles have been loaded again. */
  #round = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#picture = options.picture;
    const { container, start, words, picture } = options;
    this.#map = newMap({
      container,
      style: pictureStyle(picture),
      start: Array.isArray(start) ? start : { center: [start.longitude, start.latitude], zoom: start.zoom },
      minZoom: picture.map?.min_zoom ?? 8,
      maxZoom: picture.map?.max_zoom,
      words,
      locale: {
        "GeolocateControl.FindMyLocation": words.findMe,
        "GeolocateControl.LocationNotAvailable": words.noLocation,
        "AttributionControl.ToggleAttribution": words.attribution,
        "ScaleControl.Kilometers": words.km,
        "ScaleControl.Meters": words.m,
      },
      transformRequest: (url) => this.#asked(url),
    });
    this.#map.addControl(new FindMe(words.findMe), corner("top", "end"));
    this.#map.addControl(new ScaleControl(), corner("bottom", "start"));
    addCredits(this.#map, picture.map?.attribution ?? "");
    this.#watching = watchTiles({
      sight: () => this.#sight(),
      changed: () => this.#refresh(),
      reached: options.reached,
      ...(options.busyMs === undefined ? {} : { busyMs: options.busyMs }),
    });
    this.#listen();
  }

  /** Draw another picture: what stays the same is neither fetched nor drawn anew. */
  draw(picture: Picture): void {
    if (picture === this.#picture) return;
    this.#picture = picture;
    if (this.#stands) this.#map.setStyle(pictureStyle(picture), { diff: true }); // else it is drawn when the first stands
  }

  /** Ring one report, or none. */
  ring(report: Pick<Report, "longitude" | "latitude"> | null): void {
    const source = this.#map.getSource<GeoJSONSource>(CHOSEN);
    if (!source) return; // before the style stands there is nothing to ring either
    const geometry = report && { type: "Point" as const, coordinates: [report.longitude, report.latitude] };
    void source.setData({
      type: "FeatureCollection",
      features: geometry ? [{ type: "Feature", properties: {}, geometry }] : [],
    });
  }

  go({ longitude, latitude, zoom }: Camera): void {
    this.#map.easeTo({ center: [longitude, latitude], zoom });
  }

  show(bounds: Bounds): void {
    showBounds(this.#map, bounds);
  }

  end(): void {
    this.#watching.end();
    this.#map.remove();
  }

  #listen(): void {
    const map = this.#map;
    const first = this.#picture;
    map.on("style.load", () => {
      addShapes(map, "light");
      addShapes(map, "dark");
    });
    map.once("style.load", () => {
      this.#stands = true;
      if (this.#picture !== first) map.setStyle(pictureStyle(this.#picture), { diff: true });
    });
    map.on("idle", () => this.#options.seen(this.#seen()));
    map.on("moveend", () => {
      const { lng, lat } = map.getCenter();
      this.#options.moved({ longitude: lng, latitude: lat, zoom: map.getZoom() });
      this.#watching.look();
    });
    map.on("click", ({ point }) => this.#pick(point.x, point.y));
    map.on("mousemove", ({ point }) => {
      map.getCanvas().style.cursor = this.#near(point.x, point.y, 4).length ? "pointer" : "";
    });
    map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const { clientWidth, clientHeight } = map.getCanvas();
      this.#pick(clientWidth / 2, clientHeight / 2);
    });
  }

  /** The report nearest to a place on the screen, or none; a hexagon there is come nearer to. */
  #pick(x: number, y: number): void {
    const near = this.#near(x, y, REACH_PX);
    const at = this.#map.unproject([x, y]);
    const [report] = reportsOf(near, at);
    if (report) return this.#options.chosen(report.number);
    const hexes = this.#map.queryRenderedFeatures([x, y], { layers: this.#hexLayers() });
    if (hexes.length) this.go({ longitude: at.lng, latitude: at.lat, zoom: this.#map.getZoom() + 2 });
    else this.#options.chosen(null);
  }

  #near(x: number, y: number, reach: number): MapGeoJSONFeature[] {
    if (!this.#map.getLayer(REPORTS)) return [];
    const box: [[number, number], [number, number]] = [[x - reach, y - reach], [x + reach, y + reach]];
    return this.#map.queryRenderedFeatures(box, { layers: [REPORTS] });
  }

  #hexLayers(): string[] {
    return hexLayerNames(this.#picture).filter((id) => this.#map.getLayer(id));
  }

  #seen(): Seen {
    const map = this.#map;
    const shows = this.#shows();
    if (shows === "hexes") {
      const features = map.queryRenderedFeatures({ layers: this.#hexLayers() });
      const hexagons = hexagonsOf(features, map.getCenter(), (properties) => this.#countOf(properties));
      return { shows, reports: [], hexagons, leftOut: 0 };
    }
    const features = map.getLayer(REPORTS) ? map.queryRenderedFeatures({ layers: [REPORTS] }) : [];
    const cut = map.getSource(REPORTS) ? map.querySourceFeatures(REPORTS, { sourceLayer: "truncated" }) : [];
    const leftOut = cut.reduce((sum, { properties }) => sum + Number(properties["left_out"] ?? 0), 0);
    return { shows, reports: reportsOf(features, map.getCenter()), hexagons: [], leftOut };
  }

  #countOf(properties: Record<string, unknown>): number {
    const { filters, types, past } = this.#picture;
    return Number(properties[countedAs(filters, types, past ? "closed" : "open")] ?? 0);
  }

  #shows(): Seen["shows"] {
    const { past, requests } = this.#picture;
    const least = past ? PAST_POINTS : (requests?.requests.min_zoom ?? 0);
    return this.#map.getZoom() < least ? "hexes" : "points";
  }

  #sight(): Sight | null {
    const { requests, past } = this.#picture;
    if (!requests || past) return null; // what is past does not change
    const corners = this.#map.getBounds();
    const bounds: Sight["bounds"] = [corners.getWest(), corners.getSouth(), corners.getEast(), corners.getNorth()];
    const shows = this.#shows();
    if (shows === "points") return { bounds, shows, tiles: requests.requests.tiles, zoom: requests.requests.min_zoom };
    const zoom = this.#map.getZoom();
    const hexes = requests.hexes.find(({ show_from, show_to }) => zoom >= show_from && zoom < show_to);
    return hexes ? { bounds, shows, tiles: hexes.tiles, zoom: hexes.zoom } : null;
  }

  /**
   * Tiles of requests are asked for by their ETag each time: an unchanged one costs a head. All others may be kept. The
   * fragment is never sent; MapLibre keeps what it cuts out of a tile of the last zoom under the address alone, so that
   * a tile that changed needs another one.
   */
  #asked(url: string): RequestParameters {
    const { origin, pathname } = new URL(url, window.location.href);
    if (origin !== window.location.origin || !LIVE.test(pathname)) return { url };
    return { url: `${url}#${this.#round}`, cache: "no-cache" };
  }

  #refresh(): void {
    this.#round += 1;
    const sources = [REPORTS, ...(this.#picture.requests?.hexes.map(({ zoom }) => hexSource(zoom)) ?? [])];
    for (const source of sources) if (this.#map.getSource(source)) this.#map.refreshTiles(source);
  }
}

const LIVE = /^\/tiles\/(requests|hexes)\//;
