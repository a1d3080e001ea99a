import type { components } from "../../../lib/api/schema";
import type { Key } from "../words";

type Way = components["schemas"]["CityVersions"]["publications"][number]["way"];
export type Change = components["schemas"]["CityDifference"]["changes"][number];

export const WAYS: Record<Way, Key> = {
  command: "way.command",
  upload: "way.upload",
  rules: "way.rules",
  roll_back: "way.roll_back",
};

export const KINDS: Record<Change["kind"], Key> = {
  added: "kind.added",
  removed: "kind.removed",
  changed: "kind.changed",
};

const PARTS: Record<string, Key> = {
  types: "part.types",
  processes: "part.processes",
  departments: "part.departments",
  groups: "part.groups",
  officers: "part.officers",
  texts: "part.texts",
  places: "part.places",
  layers: "part.layers",
  my_city: "part.my_city",
  city: "part.city",
  articles: "part.articles",
};

/** Of the parts in which something changed, in their order: what each is called, and its changes. */
export function byPart(changes: readonly Change[]): { part: string; words: Key; language: string; changes: Change[] }[] {
  const parts = [...new Set(changes.map(({ part }) => part))];
  return parts.map((part) => {
    const [name = "", language = ""] = part.split(".");
    return { part, words: PARTS[name] ?? "part.city", language, changes: changes.filter((one) => one.part === part) };
  });
}
