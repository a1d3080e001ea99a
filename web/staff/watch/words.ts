/** What the screens say on which things are found that nobody asked for: late work, silent owners, hotspots, lost news. */
import { sentences } from "../../lib/i18n/words.svelte";
import en from "./text/en.json";

export const { say, around } = sentences(
  en,
  import.meta.glob<{ default: Record<string, string> }>(["./text/*.json", "!./text/en.json"]),
);
export type Key = Parameters<typeof say>[0];
