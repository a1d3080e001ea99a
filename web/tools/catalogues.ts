/** Every catalogue of the apps, found where it lies: web/lib/i18n and the `text` folders. For the tests. */
import { readFileSync, readdirSync, type Dirent } from "node:fs";

const WEB = new URL("../", import.meta.url).pathname;
export const SHARED = "lib/i18n";
/** The languages in which a page may not appear with a sentence missing. Others may lag; English stands in. */
export const WHOLE = ["en", "es"];

export interface Folder {
  /** As `map/text`. */
  name: string;
  /** The folder of the app that says these sentences; of the shared ones everything. */
  sources: string[];
  /** The language of each file, English first. */
  languages: string[];
}

export type Catalogue = Record<string, string>;

const APPS = ["lib", "map", "resident", "staff"];

function below(folder: string): Dirent[] {
  return readdirSync(`${WEB}${folder}`, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
}

const inside = (entry: Dirent): string => entry.parentPath.replace(WEB, "").replace(/\/$/, "");

export function folders(): Folder[] {
  const names = APPS.flatMap(below)
    .filter((entry) => entry.name === "en.json" && (inside(entry) === SHARED || inside(entry).endsWith("/text")))
    .map(inside);
  return names.map((name) => ({
    name,
    sources: name === SHARED ? APPS : [name.replace(/\/text$/, "")],
    languages: readdirSync(`${WEB}${name}`)
      .filter((file) => file.endsWith(".json"))
      .map((file) => file.replace(".json", ""))
      .sort((one, other) => Number(other === "en") - Number(one === "en") || one.localeCompare(other)),
  }));
}

export function catalogue(folder: string, language: string): Catalogue {
  return JSON.parse(readFileSync(`${WEB}${folder}/${language}.json`, "utf8")) as Catalogue;
}

/** Folder, language and catalogue of every file. */
export function catalogues(): [folder: string, language: string, catalogue: Catalogue][] {
  return folders().flatMap(({ name, languages }) =>
    languages.map((language): [string, string, Catalogue] => [name, language, catalogue(name, language)]),
  );
}

/** The program below some folders, tests left out. */
export function sourceOf(where: string[]): string {
  return where
    .flatMap(below)
    .filter((entry) => /\.(svelte|ts)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, "utf8"))
    .join("\n");
}

/** The Svelte components of all apps: name and source. */
export function components(): [name: string, source: string][] {
  return APPS.flatMap(below)
    .filter((entry) => entry.name.endsWith(".svelte"))
    .map((entry) => [`${inside(entry)}/${entry.name}`, readFileSync(`${entry.parentPath}/${entry.name}`, "utf8")]);
}
