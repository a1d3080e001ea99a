/** Write lib/api/schema.d.ts from what `hex311 openapi` prints; with --check only say whether it is current. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const TYPES = new URL("../lib/api/schema.d.ts", import.meta.url);
const HEX311 = fileURLToPath(new URL("../../.venv/bin/hex311", import.meta.url));
const HEAD = "/** Written by `make api-types` from the API's own OpenAPI description. Do not edit. */\n";

const description = JSON.parse(execFileSync(HEX311, ["openapi"], { encoding: "utf8", maxBuffer: 64 << 20 }));
const written = HEAD + astToString(await openapiTS(description));
if (process.argv.includes("--check")) {
  if (readFileSync(TYPES, "utf8") !== written) {
    console.error("web/lib/api/schema.d.ts is not of this API: run make api-types");
    process.exit(1);
  }
} else writeFileSync(TYPES, written);
