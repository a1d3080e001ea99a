/** What changes between two versions of a layer, as layers over the base map. Colour, line and pattern say the same. */
import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Outline } from "./areas";
import type { Scheme } from "./map_document";
import { INK, belowOf, plainGround } from "./style";

export const COMPARED = ["added", "gone", "redrawn", "reworded"] as const;
/** `shown` is what nobody compares: a layer as it stands. */
export type ChangeKind = (typeof COMPARED)[number] | "shown";
export const CHANGE_KINDS: readonly ChangeKind[] = [...COMPARED, "shown"];

export interface ChangedArea {
  id: string;
  name: string;
  kind: ChangeKind;
  before?: Outline | undefined;
  after?: Outline | undefined;
  /** The ground that it gains or loses. */
  moved?: Outline | undefined;
}

export interface DifferencePicture {
  /** Areas that stay as they are. */
  same: readonly Outline[];
  changed: readonly ChangedArea[];
}

/** Its colour, and how its ground is filled. */
export const PENS: Record<ChangeKind, { light: string; dark: string; pattern: Pattern }> = {
  added: { light: "#1b6e42", dark: "#8fd6ab", pattern: "dots" },
  gone: { light: "#9c1f1b", dark: "#ff9f97", pattern: "crosses" },
  redrawn: { light: "#0c5570", dark: "#8ccde3", pattern: "strokes" },
  reworded: { light: "#5b2a86", dark: "#cfa9f5", pattern: "none" },
  shown: { light: "#0c5570", dark: "#8ccde3", pattern: "none" },
};

export type Pattern = "dots" | "crosses" | "strokes" | "none";
/** Each in a square of 12 units: the same on the map and in its legend. */
export const PATTERNS: Record<Exclude<Pattern, "none">, string> = {
  dots: "M3 3h.01M9 9h.01",
  crosses: "M0 0l12 12M12 0l-12 12",
  strokes: "M-3 9l6-6M0 12l12-12M9 15l6-6",
};
export const TILE = 12;

export const patternName = (kind: ChangeKind, scheme: Scheme): string => `hex311-${kind}-${scheme}`;

const FONT = ["sans-serif"];
const SAME = "same";

export function differenceStyle(style: StyleSpecification | null, scheme: Scheme, picture: DifferencePicture, chosen: string): StyleSpecification {
  const ground = style ?? plainGround(scheme);
  const below = ground.layers.findIndex(({ id }) => id === belowOf(ground));
  const at = below < 0 ? ground.layers.length : below;
  const { letters, halo, ring } = INK[scheme];
  const of = (kind: ChangeKind): ChangedArea[] => picture.changed.filter((one) => one.kind === kind);
  const sources: StyleSpecification["sources"] = { [SAME]: drawn(picture.same.map((outline) => ["", outline])) };
  const beneath: LayerSpecification[] = [
    { id: SAME, type: "line", source: SAME, paint: { "line-color": letters, "line-width": 1, "line-opacity": 0.45 } },
  ];
  for (const kind of CHANGE_KINDS) {
    const [pen, areas] = [PENS[kind], of(kind)];
    const hatched = areas.map(({ moved, after, before }) => (kind === "redrawn" ? moved : (after ?? before)));
    sources[`${kind}-ground`] = drawn(hatched.map((outline) => ["", outline]));
    sources[`${kind}-before`] = drawn(areas.map(({ name, before }) => [name, before]));
    sources[`${kind}-after`] = drawn(areas.map(({ name, after }) => [name, after]));
    const paint = { "line-color": pen[scheme], "line-width": 2.5 };
    beneath.push(
      { id: `${kind}-ground`, type: "fill", source: `${kind}-ground`, paint: { "fill-color": pen[scheme], "fill-opacity": kind === "shown" ? 0.05 : 0.14 } },
      { id: `${kind}-before`, type: "line", source: `${kind}-before`, paint: { ...paint, "line-dasharray": [2.5, 2] } },
      { id: `${kind}-after`, type: "line", source: `${kind}-after`, paint },
    );
    if (pen.pattern !== "none")
      beneath.push({ id: `${kind}-pattern`, type: "fill", source: `${kind}-ground`, paint: { "fill-pattern": patternName(kind, scheme) } });
  }
  const one = picture.changed.find(({ id }) => id === chosen);
  sources["chosen"] = drawn(one ? [[one.name, one.after ?? one.before]] : []);
  const above: LayerSpecification[] = [
    { id: "chosen", type: "line", source: "chosen", paint: { "line-color": ring, "line-width": 6, "line-opacity": 0.75 } },
    ...CHANGE_KINDS.map(
      (kind): LayerSpecification => ({
        id: `${kind}-names`,
        type: "symbol",
        source: kind === "gone" ? "gone-before" : `${kind}-after`,
        layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 13, "text-max-width": 8 },
        paint: { "text-color": PENS[kind][scheme], "text-halo-color": halo, "text-halo-width": 1.6 },
      }),
    ),
  ];
  return {
    ...ground,
    sources: { ...ground.sources, ...sources },
    layers: [...ground.layers.slice(0, at), ...beneath, ...ground.layers.slice(at), ...above],
  };
}

function drawn(outlines: readonly (readonly [name: string, outline: Outline | undefined])[]): GeoJSONSourceSpecification {
  const features = outlines.flatMap(([name, outline]) =>
    outline ? [{ type: "Feature", properties: { name }, geometry: { type: "MultiPolygon", coordinates: outline } }] : [],
  );
  return { type: "geojson", data: { type: "FeatureCollection", features } as GeoJSONSourceSpecification["data"] };
}
