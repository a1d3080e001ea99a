/** The staff app's own service worker: the files that its page and screens are made of, but for maps and charts. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { filesOf, type Part } from "./resident.ts";

const WORKER = new URL("../staff/sw.js", import.meta.url);
const PAGE = "/staff/";
const ENTRY = "staff/index.html";
/** What else the page shows, of the plain files. */
const PLAIN = ["/icon.svg"];

/** The worker as it is published: its own text, after what this release is made of. */
export function staffWorkerOf(files: string[], page: string): string {
  const source = readFileSync(WORKER, "utf8");
  const constants = {
    RELEASE: createHash("sha256").update(JSON.stringify(files) + page + source).digest("hex").slice(0, 12),
    PAGE,
    FILES: files,
  };
  const lines = Object.entries(constants).map(([name, value]) => `const ${name} = ${JSON.stringify(value, null, 2)};\n`);
  return lines.join("") + source;
}

export function staffWorker(): Plugin {
  return {
    name: "hex311-staff-worker",
    enforce: "post",
    apply: "build",
    generateBundle(_options, bundle) {
      const parts = new Map<string, Part>();
      let entry = "";
      for (const part of Object.values(bundle)) {
        if (part.type !== "chunk") continue;
        const css = [...(part.viteMetadata?.importedCss ?? [])];
        // sentences of every language are kept: staff speak few, and they are small
        parts.set(part.fileName, { imports: part.imports, dynamicImports: part.dynamicImports, css, language: "" });
        if (part.isEntry && part.facadeModuleId?.endsWith(`/${ENTRY}`)) entry = part.fileName;
      }
      const page = bundle[ENTRY];
      if (page?.type !== "asset" || !entry) throw new Error(`the build has no page ${ENTRY}`);
      const files = [...PLAIN, ...filesOf(parts, entry).map((file) => `/${file}`)];
      this.emitFile({ type: "asset", fileName: "staff/sw.js", source: staffWorkerOf(files, String(page.source)) });
    },
  };
}
