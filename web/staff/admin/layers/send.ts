/**
 * Sending a file with a layer straight to the city's store (S3), by the form of a ticket. With `XMLHttpRequest`, because
 * `fetch` tells nothing of how far it has come.
 */
import type { components } from "../../../lib/api/schema";

type Form = NonNullable<components["schemas"]["LayerTicket"]["upload"]>;

/** `not_taken`: the store said no, for instance because the ticket has run out. `cut_off`: no answer came. */
export type Sent = "stored" | "not_taken" | "too_large" | "cut_off" | "cancelled";

/** Endings of what the importer reads, as `staff/import_layer` names them. */
export const ENDINGS = [".geojson", ".json", ".ndjson", ".geojsonl", ".topojson", ".kml", ".kmz", ".zip", ".gz"] as const;

export const isReadable = (name: string): boolean => ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));

/** The name under which a file is told to the city: short, and with no signs that the city does not take. */
export function toldName(name: string): string {
  const plain = [...name].map((letter) => (letter < " " || letter === "/" || letter === "\\" ? "_" : letter)).join("");
  const dot = Math.max(0, plain.length - 110);
  return plain.slice(dot).replace(/[A-Z]+(\.[A-Z]+)?$/, (ending) => ending.toLowerCase());
}

/** The layer that a file is likely meant for, by its name: `Police Beats.geojson.gz` is `police_beats`. */
export const layerOf = (name: string): string =>
  name.toLowerCase().replace(/(\.(geojson|json|ndjson|geojsonl|topojson|kml|kmz|shp|zip|gz))+$/, "").replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");

export interface Sending {
  done: Promise<Sent>;
  cancel: () => void;
}

/** Post the file; `progress` is told the part that has left, from 0 to 1. */
export function send(file: Blob, { url, fields }: Form, progress: (share: number) => void, request = new XMLHttpRequest()): Sending {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  const done = new Promise<Sent>((resolve) => {
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => lengthComputable && progress(loaded / total));
    request.addEventListener("load", () => resolve(outcomeOf(request.status, request.responseText)));
    request.addEventListener("error", () => resolve("cut_off"));
    request.addEventListener("abort", () => resolve("cancelled"));
    request.open("POST", url);
    request.send(form);
  });
  return { done, cancel: () => request.abort() };
}

/** What S3's answer means. */
export function outcomeOf(status: number, text: string): Sent {
  if (status >= 200 && status < 300) return "stored";
  if (status >= 500 || status === 0 || /<Code>(RequestTimeout|IncompleteBody|SlowDown)</.test(text)) return "cut_off";
  return text.includes("<Code>EntityTooLarge<") ? "too_large" : "not_taken";
}
