import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { expect, test } from "vitest";
import { areaStyle, binsOf, type AreaPicture, type Mark } from "./area_style";
import type { Area } from "./areas";

const area: Area = {
  id: "3", name: "District 3", bounds: [-97.2, 41.2, -97, 41.4],
  outline: [[[[-97.2, 41.2], [-97, 41.2], [-97, 41.4], [-97.2, 41.2]]]],
};
const reports: Mark[] = Array.from({ length: 30 }, (_, place) => ({
  number: `N-${place}`, status: "received", longitude: -97.1 + place / 1000, latitude: 41.25,
}));
const picture: AreaPicture = { base: null, scheme: "light", areas: [area], chosen: area, reports, attribution: "" };

test.each(["light", "dark"] as const)("it is a style that the map can read (%s)", (scheme) => {
  expect(validateStyleMin(areaStyle({ ...picture, scheme })).map(({ message }) => message)).toEqual([]);
  expect(validateStyleMin(areaStyle({ ...picture, scheme, areas: [], chosen: null, reports: [] }))).toEqual([]);
});

test("every report is drawn once and counted by one hexagon", () => {
  const { sources } = areaStyle(picture);
  const drawn = (name: string): { properties: { count?: number; number?: string } }[] => (sources[name] as never as { data: { features: [] } }).data.features;
  expect(drawn("reports").map(({ properties }) => properties.number)).toEqual(reports.map(({ number }) => number));
  expect(drawn("bins").reduce((sum, { properties }) => sum + (properties.count ?? 0), 0)).toBe(reports.length);
  expect(drawn("bins-signs").map(({ properties }) => properties.count)).toEqual(drawn("bins").map(({ properties }) => properties.count));
  expect(binsOf([])).toEqual([]);
});
