/**
 * Catalogues of other languages travel without their keys: the page has those with its English. A sentence that a
 * language lacks travels as null.
 */
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** A catalogue: its folder, its language. */
const CATALOGUE = /^(.*\/web\/(?:.+\/text|lib\/i18n))\/([\w-]+)\.json$/;
const FIRST = "en";

/** The language of a file that is a catalogue of another language than English; empty for every other file. */
export function languageOf(file: string | null | undefined): string {
  const language = CATALOGUE.exec(file ?? "")?.[2] ?? "";
  return language === FIRST ? "" : language;
}

export function withoutKeys(first: Record<string, string>, other: Record<string, string>): (string | null)[] {
  return Object.keys(first).map((key) => other[key] ?? null);
}

export function sentencesWithoutKeys(): Plugin {
  return {
    name: "hex311-sentences",
    enforce: "pre",
    load(id) {
      const [, folder] = CATALOGUE.exec(id) ?? [];
      if (!folder || !languageOf(id)) return null;
      const first = `${folder}/${FIRST}.json`;
      this.addWatchFile(first);
      const read = (file: string): Record<string, string> => JSON.parse(readFileSync(file, "utf8"));
      return JSON.stringify(withoutKeys(read(first), read(id)));
    },
  };
}
