/** What the queue says of areas, views, the map, clocks and merging; the rest of its sentences are the app's. */
import { sentences } from "../../lib/i18n/words.svelte";
import en from "./text/en.json";

export const { say, around } = sentences(
  en,
  import.meta.glob<{ default: Record<string, string> }>(["./text/*.json", "!./text/en.json"]),
);
export type Key = Parameters<typeof say>[0];
