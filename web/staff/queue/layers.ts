/** The city's map layers by name: titles from /tiles/map.json, names of areas from the files that the map draws. */
import { readAreas, type Area } from "../../lib/map/areas";
import { readMapDocument, titleOf, type MapDocument } from "../../lib/map/map_document";

let document: Promise<MapDocument | null> | undefined;

/** What the maps of the city are made of; null where there is none. Asked for once. */
export function theMap(): Promise<MapDocument | null> {
  document ??= readMapDocument().catch((fault: unknown) => {
    document = undefined; // ask again next time
    throw fault;
  });
  return document;
}

export function layerTitle(map: MapDocument | null, code: string, language: string): string {
  const layer = map?.layers.find((one) => one.layer === code);
  return layer ? titleOf(layer, language).text : code.replace(/_/g, " ");
}

/** The areas of a layer with names and outlines; none where the city draws no such layer. */
export async function areasOfLayer(code: string): Promise<Area[]> {
  const layer = (await theMap())?.layers.find((one) => one.layer === code);
  return layer?.areas ? readAreas(layer) : [];
}

/** Several areas as one, to be shown as what is chosen. */
export function together(areas: readonly Area[]): Area | null {
  const [first, ...others] = areas;
  if (!first) return null;
  return others.reduce(
    (one, { bounds: [west, south, east, north], outline }) => ({
      ...one,
      bounds: [Math.min(one.bounds[0], west), Math.min(one.bounds[1], south), Math.max(one.bounds[2], east), Math.max(one.bounds[3], north)],
      outline: [...one.outline, ...outline],
    }),
    first,
  );
}
