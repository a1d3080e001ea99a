import { validateStyleMin, type StyleSpecification } from "@maplibre/maplibre-gl-style-spec";
import { expect, test } from "vitest";
import { NO_FILTERS } from "./filters";
import type { MapDocument } from "./map_document";
import { penOf } from "./overlay_style";
import { hexLayerNames, pictureStyle, type Picture } from "./style";

const overlay = (layer: string, kind: "polygon" | "line" | "point") => ({
  layer, kind, title: { en: layer }, url: `/tiles/layers/${layer}/0e2f.pmtiles`, areas: `/tiles/layers/${layer}/0e2f.json`, source_layer: layer, attributes: [],
  min_zoom: 8, max_zoom: 13,
});
const map: MapDocument = {
  centre: [-97.1, 41.3], bounds: [-97.25, 41.2, -96.95, 41.4], min_zoom: 8, max_zoom: 19,
  styles: { light: "/l.json", dark: "/d.json" }, attribution: "",
  layers: [overlay("districts", "polygon"), overlay("trails", "line"), overlay("pumps", "point")],
};
const base: StyleSpecification = {
  version: 8, metadata: { "hex311:below": "names" }, sources: { city: { type: "vector", url: "pmtiles:///x.pmtiles" } },
  layers: [
    { id: "ground", type: "background" },
    { id: "names", type: "symbol", source: "city", "source-layer": "street" },
  ],
};
const picture: Picture = {
  base, scheme: "light", map, filters: NO_FILTERS, types: { groupOf: new Map() }, layers: ["districts", "trails", "pumps"],
  origin: "https://city.example", now: 0,
  requests: {
    requests: { tiles: "/tiles/requests/{z}/{x}/{y}.mvt", min_zoom: 12, max_zoom: 14, source_layer: "requests" },
    hexes: [{ tiles: "/tiles/hexes/{z}/{x}/{y}.mvt", zoom: 8, show_from: 0, show_to: 12, source_layer: "hexes" }],
    bounds: [-97.25, 41.2, -96.95, 41.4], pulse: { points: 12, seconds: 2, again_after: 3 },
  },
};

test.each(["light", "dark"] as const)("the picture is a style that the map can read (%s)", (scheme) => {
  expect(validateStyleMin(pictureStyle({ ...picture, scheme })).map(({ message }) => message)).toEqual([]);
  expect(validateStyleMin(pictureStyle({ ...picture, scheme, base: null, requests: null, map: null }))).toEqual([]);
});

test("a month of the past stands in the place of what is live, whatever the state and days of the filters", () => {
  const past = { month: "2026-10", url: "/tiles/history/2026-10-ab.pmtiles", cases: 3 };
  const style = pictureStyle({ ...picture, past, filters: { type: "", state: "open", days: 1 } });
  expect(validateStyleMin(style).map(({ message }) => message)).toEqual([]);
  expect(Object.keys(style.sources).sort()).toEqual(["chosen", "city", "overlay-districts", "overlay-pumps", "overlay-trails", "past"]);
  expect(style.sources["past"]).toEqual({ type: "vector", url: "pmtiles:///tiles/history/2026-10-ab.pmtiles" });
  expect(style.layers.find(({ id }) => id === "reports")).toMatchObject({ source: "past", minzoom: 12, filter: ["all"] });
  expect(hexLayerNames({ ...picture, past })).toEqual(["hexes-0"]);
  expect(JSON.stringify(style.layers.find(({ id }) => id === "hexes-0"))).toContain('"closed"');
});

test("areas lie below the names of streets, reports above all", () => {
  const order = pictureStyle(picture).layers.map(({ id }) => id);
  const names = order.indexOf("names");
  for (const id of ["overlay-districts", "overlay-districts-line", "overlay-trails-line", "overlay-pumps", "hexes-8"]) {
    expect(order.indexOf(id), id).toBeGreaterThan(0);
    expect(order.indexOf(id), id).toBeLessThan(names);
  }
  expect(order.at(-1)).toBe("reports");
});

test("a filter changes filters only: no source is another one, so nothing is fetched", () => {
  const before = pictureStyle(picture);
  const after = pictureStyle({ ...picture, filters: { type: "pothole", state: "all", days: 7 } });
  expect(after.sources).toEqual(before.sources);
  expect(after.layers.find(({ id }) => id === "reports")).not.toEqual(before.layers.find(({ id }) => id === "reports"));
});

test("nothing is fetched from elsewhere: no letters, no pictures, no other origin", () => {
  const style = pictureStyle(picture);
  expect(style.glyphs ?? style.sprite).toBeUndefined();
  const addresses = JSON.stringify(style).match(/https?:\/\/[^"]+/g) ?? [];
  expect(addresses.filter((address) => !address.startsWith(picture.origin))).toEqual([]);
});

test("neighbours in the list of layers differ by more than their colour", () => {
  for (let place = 0; place < 8; place += 1) {
    expect(penOf(place, "light").dashes).not.toEqual(penOf(place + 1, "light").dashes);
    expect(penOf(place, "light").colour).not.toBe(penOf(place + 1, "light").colour);
  }
});
