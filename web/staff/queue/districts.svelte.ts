/**
 * Districts by the names that people know. Work orders name theirs as `council_districts:6`, a layer and one of its areas;
 * what it is called stands in the files that the map draws, read when the first district of a layer is shown.
 */
import { language } from "../../lib/i18n/words.svelte";
import type { MapDocument } from "../../lib/map/map_document";
import { areasOfLayer, layerTitle, theMap } from "./layers";
import { featureOf, layerOf } from "./question";

let map = $state.raw<MapDocument | null>(null);
let names = $state.raw<ReadonlyMap<string, string>>(new Map());
const asked = new Set<string>();

/** `District 6`, without its layer, where a column is narrow. */
export const shortDistrictOf = (crew: string): string => (districtOf(crew), crew.includes(":") ? (names.get(crew) ?? featureOf(crew)) : crew);

/** `Council districts: District 6`; until its name is there, and where the city draws no such layer, with the area's id. */
export function districtOf(crew: string): string {
  if (!crew.includes(":")) return crew;
  const layer = layerOf(crew);
  if (!asked.has(layer)) {
    asked.add(layer);
    void learn(layer);
  }
  return `${layerTitle(map, layer, language())}: ${names.get(crew) ?? featureOf(crew)}`;
}

async function learn(layer: string): Promise<void> {
  try {
    const areas = await areasOfLayer(layer);
    map = await theMap();
    names = new Map([...names, ...areas.map(({ id, name }) => [`${layer}:${id}`, name] as const)]);
  } catch (fault) {
    console.warn(fault);
    asked.delete(layer); // asked for again when one is shown next
  }
}
