/** Imports of layers as the API tells them, and waiting for one to end. */
import type { components } from "../../../lib/api/schema";
import { Refused } from "../../../lib/api/ask";
import { api, read } from "../../api";
import { say } from "../words";

export type Published = components["schemas"]["PublishedLayers"];
export type PublishedLayer = Published["layers"][number];
export type Announced = Published["announced"][number];
export type Report = components["schemas"]["LayerImport"];
export type Difference = components["schemas"]["LayerDifference"];
export type Rerouting = components["schemas"]["LayerRerouting"];
export type Wishes = components["schemas"]["StartImport"];

const EVERY_MS = 1_000;
/** The machine has three steps of at most a quarter of an hour each. */
const MOST_MS = 45 * 60_000;

export const readLayers = (): Promise<Published> => read(() => api.GET("/api/v1/staff/layers"));

export const readReport = (import_id: string): Promise<Report> =>
  read(() => api.GET("/api/v1/staff/layers/{import_id}", { params: { path: { import_id } } }));

export const readDifference = (import_id: string): Promise<Difference> =>
  read(() => api.GET("/api/v1/staff/layers/{import_id}/difference", { params: { path: { import_id } } }));

/** Start a check or a publication. Sent again with the same key it starts nothing anew. */
export async function start(import_id: string, body: Wishes, key: string): Promise<void> {
  const params = { path: { import_id }, header: { "Idempotency-Key": key } };
  await read(() => api.POST("/api/v1/staff/layers/{import_id}/start", { params, body }));
}

/** How it ended; `isWanted` says whether anybody still wants to know. */
export const reportOf = (import_id: string, isWanted: () => boolean): Promise<Report | null> =>
  ended(() => readReport(import_id), isWanted);

/** Take back what is announced; how that ended. */
export async function takeBack(active_from: string, key: string): Promise<Report> {
  const params = { header: { "Idempotency-Key": key } };
  const started = await read(() => api.POST("/api/v1/staff/layers/withdraw", { params, body: { active_from } }));
  const report = await reportOf(started.import_id, () => true);
  if (report?.status === "withdrawn") return report;
  throw refusalOf(report);
}

/** How open cases follow an import; null when nobody has asked them. */
export async function readRerouting(import_id: string): Promise<Rerouting | null> {
  try {
    return await read(() => api.GET("/api/v1/staff/layers/{import_id}/reroute", { params: { path: { import_id } } }));
  } catch (fault) {
    if (fault instanceof Refused && fault.status === 404) return null;
    throw fault;
  }
}

export async function reroute(import_id: string, dry_run: boolean, key: string, isWanted: () => boolean): Promise<Rerouting | null> {
  const params = { path: { import_id }, header: { "Idempotency-Key": key } };
  await read(() => api.POST("/api/v1/staff/layers/{import_id}/reroute", { params, body: { dry_run } }));
  return ended(() => readRerouting(import_id), isWanted);
}

/** Ask until it does not run any more; null where nobody wants to know, or it takes longer than it can. */
export async function ended<One extends { status: string } | null>(ask: () => Promise<One>, isWanted: () => boolean, every = EVERY_MS): Promise<One | null> {
  const until = Date.now() + MOST_MS;
  for (let turn = 0; isWanted() && Date.now() < until; turn += 1) {
    const found = await ask();
    if (found?.status !== "running") return found;
    await new Promise((resolve) => setTimeout(resolve, every * Math.min(5, 1 + turn / 10))); // seldom where it takes long
  }
  return null;
}

/** Why a step was not done, as the API would say it. */
export function refusalOf(report: Report | null): Error {
  const problems = (report?.problems ?? []).map(({ problem, mend }) => ({ field: "", problem: sentence(problem), how_to_mend: plain(mend) }));
  return new Refused(409, "refused", say("layers.not_done"), problems);
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** The command line's options as the fields of the page are called. */
export function plain(words: string): string {
  const fields: Record<string, string> = {
    "--id-field": say("layers.id_field"), "--name-field": say("layers.name_field"), "--crs": say("layers.crs"), "--part": say("layers.part"),
    "--keep": say("layers.keep"), "--activate-at": say("layers.at_date"), "send force": say("layers.force"),
  };
  return Object.entries(fields).reduce((text, [option, field]) => text.replaceAll(option, `“${field}”`), words);
}
