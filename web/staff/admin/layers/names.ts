/** What layers and their states are called. */
import { language } from "../../../lib/i18n/words.svelte";
import { localeOf } from "../../../lib/i18n/languages";
import type { Key } from "../words";
import { say } from "../words";
import type { Published, Report } from "./imports";

/** A layer's name in the reader's language, or in whichever it has. */
export function nameOf(layer: { layer: string; names: Record<string, string> }): string {
  const { names } = layer;
  return names[language()] ?? names["en"] ?? Object.values(names)[0] ?? layer.layer;
}

/** The same, of a layer that is known by its id alone. */
export function nameOfId(published: Published | null, id: string): string {
  const known = [...(published?.layers ?? []), ...(published?.announced.flatMap(({ layers }) => layers) ?? [])];
  const found = known.find(({ layer }) => layer === id);
  return found ? nameOf(found) : id;
}

export const STATES: Record<Report["status"], Key> = {
  waiting: "layers.state.waiting",
  running: "layers.state.running",
  checked: "layers.state.checked",
  published: "layers.state.published",
  withdrawn: "layers.state.withdrawn",
  refused: "layers.state.refused",
  failed: "layers.state.failed",
};

const FINDINGS: Record<string, Key> = {
  overlap: "layers.finding.overlap",
  sliver: "layers.finding.sliver",
  gap: "layers.finding.gap",
  double: "layers.finding.double",
  elsewhere: "layers.finding.elsewhere",
  shift: "layers.finding.shift",
};

export const findingWords = (kind: string): string => say(FINDINGS[kind] ?? "layers.finding.other");

export const count = (number: number): string => new Intl.NumberFormat(localeOf(language())).format(number);

/** Ground as people read it: square metres where it is little, else square kilometres. */
export function ground(squareMetres: number | undefined): string {
  if (squareMetres === undefined) return "";
  const isLarge = squareMetres >= 100_000;
  const format = new Intl.NumberFormat(localeOf(language()), { maximumFractionDigits: isLarge ? 2 : 0 });
  return isLarge ? `${format.format(squareMetres / 1e6)} km²` : `${format.format(squareMetres)} m²`;
}
