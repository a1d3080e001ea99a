/**
 * The resident's pages lie in web/resident, one folder each, and are published at addresses of their own: `home` at `/`,
 * every other one at the address of its folder. They share one service worker, which knows what each is made of.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import type { Plugin } from "vite";
import { languageOf } from "./sentences.ts";

const FOLDER = new URL("../resident/", import.meta.url);
const PUBLIC = new URL("../public", import.meta.url);
const WORKER = "sw.js";
/** What every page shows beside its own parts, of the plain files. */
const PLAIN = ["/icon.svg", "/manifest.webmanifest", "/script/early.js"];
/** Parts that are loaded only by those who come to need them, and are of no use without a connection. */
const ON_DEMAND = /maplibre|_session|PlaceMap|PickMap|Nearby|Known|exif/;

/** The files with the sentences of each page, by its address and the language. */
type Words = Record<string, Record<string, string[]>>;

export interface Part {
  imports: string[];
  dynamicImports: string[];
  css: string[];
  /** The language whose sentences it holds; empty for everything else. */
  language: string;
}

/** The pages there are, by the name of their folder. */
export function residentNames(): string[] {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((one) => one.isDirectory());
  return folders.map(({ name }) => name).filter((name) => existsSync(new URL(`${name}/index.html`, FOLDER))).sort();
}

/** Where a page is published. */
export const addressOf = (name: string): string => (name === "home" ? "/" : `/${name}/`);

/** The files that `entry` needs to stand, with what it loads later unless that is on demand. */
export function filesOf(parts: Map<string, Part>, entry: string): string[] {
  const found = new Set<string>();
  const follow = (name: string): void => {
    const part = parts.get(name);
    if (found.has(name) || !part || part.language || ON_DEMAND.test(name)) return;
    found.add(name);
    for (const css of part.css) found.add(css);
    for (const next of [...part.imports, ...part.dynamicImports]) follow(next);
  };
  follow(entry);
  return [...found].sort();
}

/** The sentences that `entry` has in each language. */
export function wordsOf(parts: Map<string, Part>, entry: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const name of filesOf(parts, entry)) {
    for (const next of parts.get(name)?.dynamicImports ?? []) {
      const { language } = parts.get(next) ?? { language: "" };
      if (language) found[language] = [...(found[language] ?? []), `/${next}`].sort();
    }
  }
  return found;
}

/** The worker as it is published: its own text, after what this release is made of. */
export function workerOf(pages: Record<string, string[]>, words: Words, shells: string): string {
  const source = readFileSync(new URL(WORKER, FOLDER), "utf8");
  const plain = PLAIN.map((file) => readFileSync(new URL(PUBLIC.href + file), "utf8"));
  const made = JSON.stringify({ pages, words, plain }) + shells + source;
  const constants = {
    RELEASE: createHash("sha256").update(made).digest("hex").slice(0, 12),
    PAGES: pages,
    WORDS: words,
    PLAIN,
  };
  const lines = Object.entries(constants).map(([name, value]) => `const ${name} = ${JSON.stringify(value, null, 2)};\n`);
  return lines.join("") + source;
}

export function residentPages(names: string[]): Plugin {
  return {
    name: "hex311-resident-pages",
    enforce: "post",
    apply: "build",
    generateBundle(_options, bundle) {
      const parts = new Map<string, Part>();
      const entries = new Map<string, string>();
      for (const part of Object.values(bundle)) {
        if (part.type !== "chunk") continue;
        const css = [...(part.viteMetadata?.importedCss ?? [])];
        const { imports, dynamicImports } = part;
        parts.set(part.fileName, { imports, dynamicImports, css, language: languageOf(part.facadeModuleId) });
        const name = part.isEntry && names.find((one) => part.facadeModuleId?.endsWith(`/resident/${one}/index.html`));
        if (name) entries.set(name, part.fileName);
      }
      const pages: Record<string, string[]> = {};
      const words: Words = {};
      let shells = "";
      for (const name of names) {
        const page = bundle[`resident/${name}/index.html`];
        const entry = entries.get(name);
        if (page?.type !== "asset" || !entry) throw new Error(`the build has no page resident/${name}`);
        page.fileName = `${addressOf(name).slice(1)}index.html`;
        shells += String(page.source);
        pages[addressOf(name)] = filesOf(parts, entry).map((file) => `/${file}`);
        words[addressOf(name)] = wordsOf(parts, entry);
      }
      this.emitFile({ type: "asset", fileName: WORKER, source: workerOf(pages, words, shells) });
    },
  };
}
