/** What is said of a file with a layer, and how the API is told. */
import type { components } from "../../../lib/api/schema";

export interface LayerWishes {
  /** The layer that it replaces, `NEW`, or "" where nobody has said. */
  layer: string;
  /** Of a new one: its id, its names by language, and whether everybody may see it. */
  id: string;
  names: Record<string, string>;
  isPublic: boolean;
  /** How the file is to be read, where the city cannot find out. */
  idField: string;
  nameField: string;
  keep: string;
  crs: string;
  part: string;
}

export const NEW = "+";

export const emptyWishes = (): LayerWishes => ({
  layer: "", id: "", names: {}, isPublic: true, idField: "", nameField: "", keep: "", crs: "", part: "",
});

type Body = components["schemas"]["ImportLayer"];

/** Words between commas. */
const listed = (text: string): string[] => text.split(",").map((word) => word.trim()).filter(Boolean);

export function askedOf(wishes: LayerWishes, file_name: string): Body {
  const { layer, id, isPublic } = wishes;
  const names = Object.fromEntries(Object.entries(wishes.names).map(([tag, name]) => [tag, name.trim()]).filter(([, name]) => name));
  const read = { id_field: wishes.idField.trim(), name_field: wishes.nameField.trim(), crs: wishes.crs.trim(), part: wishes.part.trim() };
  const said = Object.fromEntries(Object.entries(read).filter(([, value]) => value));
  const keep = listed(wishes.keep);
  return {
    file_name,
    ...(layer !== NEW ? { layer_id: layer, like_before: true } : { layer_id: id.trim(), public: isPublic, ...(Object.keys(names).length ? { name: names } : {}) }),
    ...said,
    ...(keep.length ? { keep } : {}),
  } as Body;
}
