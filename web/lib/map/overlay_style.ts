/** How an overlay layer is drawn when it is switched on: its own colour and its own dashes, and its names. */
import type { LayerSpecification } from "maplibre-gl";
import type { OverlayLayer, Scheme } from "./map_document";

const COLOURS: Record<Scheme, readonly string[]> = {
  light: ["#5b2a86", "#00614f", "#8a3c00", "#0b4f8a", "#8e1d55", "#4a5300"],
  dark: ["#cfa9f5", "#7fdcc4", "#ffb57a", "#9ccaff", "#ff9fc9", "#d3dd7a"],
};
const DASHES: readonly (readonly number[])[] = [[1, 0], [4, 2], [1, 1.5], [6, 2, 1, 2]];
const HALO: Record<Scheme, string> = { light: "#ffffff", dark: "#13181c" };

export interface Pen {
  colour: string;
  dashes: readonly number[];
}

/** The pen of the layer at a place in the city's list: neighbours in the list differ in both. */
export function penOf(place: number, scheme: Scheme): Pen {
  const colours = COLOURS[scheme];
  return { colour: colours[place % colours.length] ?? "#000000", dashes: DASHES[place % DASHES.length] ?? [1, 0] };
}

export function overlayLayers(layer: OverlayLayer, place: number, scheme: Scheme): LayerSpecification[] {
  const { colour, dashes } = penOf(place, scheme);
  const shared = { source: `overlay-${layer.layer}`, "source-layer": layer.source_layer };
  const id = `overlay-${layer.layer}`;
  const names: LayerSpecification = {
    ...shared,
    id: `${id}-names`,
    type: "symbol",
    minzoom: layer.kind === "polygon" ? 10 : 13,
    layout: {
      "text-field": ["coalesce", ["get", "name"], ""],
      "text-font": ["sans-serif"],
      "text-size": 12,
      "text-max-width": 8,
      ...(layer.kind === "point" ? { "text-offset": [0, 1.1] as [number, number] } : {}),
      ...(layer.kind === "line" ? { "symbol-placement": "line" as const } : {}),
    },
    paint: { "text-color": colour, "text-halo-color": HALO[scheme], "text-halo-width": 1.5 },
  };
  if (layer.kind === "point") {
    const paint = { "circle-radius": 5, "circle-color": HALO[scheme], "circle-stroke-color": colour, "circle-stroke-width": 2.5 };
    return [{ ...shared, id, type: "circle", paint }, names];
  }
  const line: LayerSpecification = {
    ...shared,
    id: `${id}-line`,
    type: "line",
    paint: { "line-color": colour, "line-width": 2, "line-dasharray": [...dashes] },
  };
  if (layer.kind === "line") return [line, names];
  return [{ ...shared, id, type: "fill", paint: { "fill-color": colour, "fill-opacity": 0.07 } }, line, names];
}
