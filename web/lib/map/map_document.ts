/** What a map of the city is made of: /tiles/map.json (docs/basemap.md), and the parts that it names. */
import type { StyleSpecification } from "maplibre-gl";
import { fileOf } from "../api/reach";

export interface OverlayLayer {
  layer: string;
  title: Record<string, string>;
  kind: "polygon" | "line" | "point";
  url: string;
  /** Its areas with outlines (`areas.ts`). */
  areas: string;
  source_layer: string;
  attributes: string[];
  min_zoom: number;
  max_zoom: number;
}

export interface MapDocument {
  centre: [number, number];
  bounds: [number, number, number, number];
  min_zoom: number;
  max_zoom: number;
  styles: Record<Scheme, string>;
  attribution: string;
  layers: OverlayLayer[];
}

export type Scheme = "light" | "dark";

const ADDRESS = "/tiles/map.json";

/** The document; null when the city has published none yet. */
export const readMapDocument = (): Promise<MapDocument | null> => fileOf<MapDocument>(ADDRESS);

const styles = new Map<string, Promise<StyleSpecification | null>>();

/** The base map's style for a scheme; null when there is none. Its name carries a hash, so it is asked for once. */
export function readStyle(map: MapDocument | null, scheme: Scheme): Promise<StyleSpecification | null> {
  if (!map) return Promise.resolve(null);
  const address = map.styles[scheme];
  let style = styles.get(address);
  if (!style) {
    style = fileOf<StyleSpecification>(address);
    style.catch(() => styles.delete(address)); // ask again next time
    styles.set(address, style);
  }
  return style;
}

/** A layer's title in a language, or in whichever it has; and in which that is. */
export function titleOf(layer: OverlayLayer, language: string): { text: string; lang: string } {
  const lang = [language, "en", ...Object.keys(layer.title)].find((one) => layer.title[one]) ?? "";
  return { text: layer.title[lang] ?? layer.layer, lang };
}
