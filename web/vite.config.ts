/**
 * One site of several pages: each app is a folder with an index.html and has the address of that folder. The plain
 * pages of public/ are not part of the build; publishing puts both together (docs/web.md).
 */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { residentNames, residentPages } from "./tools/resident.ts";
import { sentencesWithoutKeys } from "./tools/sentences.ts";
import { staffWorker } from "./tools/staff.ts";

const RESIDENT = residentNames();
const OPEN_TO_ALL = ["map", ...RESIDENT.map((name) => `resident/${name}`)];
const DOOR = process.env["HEX311_DOOR"] ?? "http://127.0.0.1:8311";

/**
 * What pages share is a few parts and not ten small ones: each is asked for by itself, on a slow line one after another.
 * Maps, photos and languages are left out; they are loaded by those who need them.
 */
const SHARED = [
  { name: "app", minShareCount: 4, test: /node_modules\/svelte\/|web\/lib\/(api|frame)\/|web\/lib\/i18n\/(en\.json|\w+(\.svelte)?\.ts|\w+\.svelte)|resident\/parts\/(begin|spoken)/ },
  { name: "places", minShareCount: 2, test: /web\/lib\/places\// },
  { name: "seen", minShareCount: 2, test: /web\/lib\/map\/(webgl|statuses|ReportLine|Sign|shapes|MapFrame|device_scheme|map_document|view|filters|pulse)\./ },
  { name: "parts", minShareCount: 2, test: /web\/lib\/(services|keep|requests)\/|resident\/parts\// },
];

/** The staff app is built by itself (`--mode staff`): what it needs of the framework is not for a resident's phone. */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [
    svelte({
      onwarn(warning) {
        throw new Error(`${warning.filename}: ${warning.message} (${warning.code})`);
      },
    }),
    sentencesWithoutKeys(),
    mode === "staff" ? staffWorker() : residentPages(RESIDENT),
  ],
  build: {
    outDir: ".build/site",
    emptyOutDir: mode !== "staff", // it joins the others
    target: "es2022",
    // browsers that cannot load parts ahead load them when they are needed
    modulePreload: { polyfill: false },
    // the content security policy allows files of ours only, and data addresses for pictures alone
    assetsInlineLimit: 0,
    // the map's library is one large part, and it is loaded after the page stands
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: (mode === "staff" ? ["staff"] : OPEN_TO_ALL).map((app) => `${app}/index.html`),
      output: { advancedChunks: { groups: SHARED } },
    },
  },
  worker: { format: "es" },
  server: {
    // `npm run dev` beside a running city: everything but the apps comes from its front door
    proxy: Object.fromEntries(
      ["/api", "/tiles", "/open311", "/basic", "/request", "/report", "/explore", "/photos"].map((path) => [path, DOOR]),
    ),
  },
  test: { include: ["lib/**/*.test.ts", "map/**/*.test.ts", "resident/**/*.test.ts", "staff/**/*.test.ts", "tools/*.test.ts"], environment: "node" },
}));
