/** A map layer of the demo city as a file that changes it, and the import of one by the API. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { api, waitFor } from "./city.mjs";

/** Nothing else looks at it, so it may be changed while other tests run. */
export const LAYER = "airport_noise";
const SOURCE = fileURLToPath(new URL(`../../../cities/rivermark/layers/${LAYER}.geojson.gz`, import.meta.url));
/** All layers are indexed for every check and every publication. */
export const LONG_S = 420;

/** One area more, one less, one redrawn and one with another name: each time others, so that it can be done again. */
export async function changed() {
  const { centre } = await api("/api/v1/city");
  const document = JSON.parse(gunzipSync(readFileSync(SOURCE)));
  const mark = Date.now() % 1_000_000;
  const [quiet, , louder] = document.features;
  document.features.pop();
  quiet.properties.name = `About ${mark} noises`;
  for (const point of louder.geometry.coordinates[0].slice(5, 12)) point[0] += 0.0005 + mark / 1e9;
  const [west, east] = [centre.long - 0.002, centre.long + 0.002];
  const [south, north] = [centre.lat - 0.002, centre.lat + 0.002];
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  const added = { id: `NEW${mark}`, name: `New zone ${mark}`, decibels: "55" };
  document.features.push({ type: "Feature", properties: added, geometry: { type: "Polygon", coordinates: [ring] } });
  return { added, centre, file: fileOf(document) };
}

export const fileOf = (document, name = `${LAYER}.geojson`) => ({ name, mimeType: "application/geo+json", buffer: Buffer.from(JSON.stringify(document)) });

/** What the city answers at a place about the layer. */
export async function answersAt({ lat, long }) {
  const { overlay } = await api(`/api/v1/overlay?${new URLSearchParams({ lat, long })}`);
  return overlay.filter(({ layer }) => layer === LAYER).map(({ feature_id }) => feature_id);
}

/** Upload and start by the API of an administrator (`staffApi`); the report when it has ended. */
export async function imported(call, file, wishes) {
  const { import_id, upload } = await call("POST", "/layers", { file_name: file.name, layer_id: LAYER, like_before: true });
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", new Blob([file.buffer]));
  const stored = await fetch(upload.url, { method: "POST", body: form });
  if (!stored.ok) throw new Error(`the store: ${stored.status} ${await stored.text()}`);
  await call("POST", `/layers/${import_id}/start`, wishes);
  return waitFor(
    async () => {
      const report = await call("GET", `/layers/${import_id}`);
      return report.status === "running" ? null : report;
    },
    "the import to end",
    LONG_S,
  );
}
