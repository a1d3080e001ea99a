/**
 * The resident's pages lie in web/resident and are published at addresses of their own. The report page is moved there
 * when the site is made, and gets a service worker that knows which files the page is made of.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const SOURCE = "resident/report/index.html";
const PAGE = "report/index.html";
const WORKER = "report/sw.js";
/** Parts that are loaded only by those who ask for them, and are too large to be kept for all. */
const ON_DEMAND = /maplibre|pick_session/;

export interface Part {
  imports: string[];
  dynamicImports: string[];
  css: string[];
}

/** The files that `entry` needs to stand, with what it loads later unless that is on demand. */
export function filesOf(parts: Map<string, Part>, entry: string): string[] {
  const found = new Set<string>();
  const follow = (name: string): void => {
    const part = parts.get(name);
    if (found.has(name) || !part || ON_DEMAND.test(name)) return;
    found.add(name);
    for (const css of part.css) found.add(css);
    for (const next of [...part.imports, ...part.dynamicImports]) follow(next);
  };
  follow(entry);
  return [...found].sort();
}

export function residentPages(): Plugin {
  return {
    name: "hex311-resident-pages",
    enforce: "post",
    apply: "build",
    generateBundle(_options, bundle) {
      const page = bundle[SOURCE];
      if (page?.type !== "asset") throw new Error(`the build has no ${SOURCE}`);
      page.fileName = PAGE;
      const parts = new Map<string, Part>();
      let entry = "";
      for (const part of Object.values(bundle)) {
        if (part.type !== "chunk") continue;
        const css = [...(part.viteMetadata?.importedCss ?? [])];
        parts.set(part.fileName, { imports: part.imports, dynamicImports: part.dynamicImports, css });
        if (part.isEntry && part.facadeModuleId?.endsWith(SOURCE)) entry = part.fileName;
      }
      if (!entry) throw new Error(`the build has no script for ${SOURCE}`);
      const files = ["/report/", "/icon.svg", "/manifest.webmanifest", ...filesOf(parts, entry).map((name) => `/${name}`)];
      const source = readFileSync(new URL("../resident/report/sw.js", import.meta.url), "utf8");
      const release = createHash("sha256").update(String(page.source)).update(files.join()).update(source).digest("hex").slice(0, 12);
      const constants = `const RELEASE = ${JSON.stringify(release)};\nconst FILES = ${JSON.stringify(files, null, 2)};\n`;
      this.emitFile({ type: "asset", fileName: WORKER, source: constants + source });
    },
  };
}
