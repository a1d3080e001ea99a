import { validateStyleMin, type StyleSpecification } from "@maplibre/maplibre-gl-style-spec";
import { expect, test } from "vitest";
import { COMPARED, PENS, differenceStyle, type DifferencePicture } from "./difference_style";
import type { Outline } from "./areas";

const square = (at: number): Outline => [[[[at, 41], [at + 1, 41], [at + 1, 42], [at, 41]]]];
const picture: DifferencePicture = {
  same: [square(0)],
  changed: [
    { id: "1", name: "One", kind: "added", after: square(1) },
    { id: "2", name: "Two", kind: "gone", before: square(2) },
    { id: "3", name: "Three", kind: "redrawn", before: square(3), after: square(4), moved: square(5) },
    { id: "4", name: "Four", kind: "reworded", after: square(6) },
  ],
};
const base: StyleSpecification = {
  version: 8, metadata: { "hex311:below": "names" }, sources: { city: { type: "vector", url: "pmtiles:///x.pmtiles" } },
  layers: [{ id: "ground", type: "background" }, { id: "names", type: "symbol", source: "city", "source-layer": "street" }],
};

const held = (style: StyleSpecification, source: string): unknown[] => {
  const found = style.sources[source] as { data: { features: unknown[] } };
  return found.data.features;
};

test.each(["light", "dark"] as const)("the difference is a style that the map can read (%s)", (scheme) => {
  expect(validateStyleMin(differenceStyle(base, scheme, picture, "3")).map(({ message }) => message)).toEqual([]);
  expect(validateStyleMin(differenceStyle(null, scheme, { same: [], changed: [] }, ""))).toEqual([]);
});

test("each kind has a line and a pattern of its own, and what was before is dashed", () => {
  const style = differenceStyle(base, "light", picture, "");
  expect(new Set(COMPARED.map((kind) => PENS[kind].pattern)).size).toBe(COMPARED.length);
  const before = style.layers.find(({ id }) => id === "redrawn-before");
  expect(before?.type === "line" && before.paint?.["line-dasharray"]).toBeTruthy();
  expect(COMPARED.map((kind) => [held(style, `${kind}-before`).length, held(style, `${kind}-after`).length])).toEqual([[0, 1], [1, 0], [1, 1], [0, 1]]);
});

test("of a redrawn area the ground that moves is hatched, not all of it", () => {
  const style = differenceStyle(base, "light", picture, "");
  expect(JSON.stringify(held(style, "redrawn-ground"))).toContain("[5,41]");
  expect(JSON.stringify(held(style, "redrawn-ground"))).not.toContain("[4,41]");
});

test("the area that is chosen is ringed", () => {
  expect(held(differenceStyle(base, "light", picture, "2"), "chosen")).toHaveLength(1);
  expect(held(differenceStyle(base, "light", picture, "no such"), "chosen")).toHaveLength(0);
});
