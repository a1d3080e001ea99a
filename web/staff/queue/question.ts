/** What the queue is asked. All of it stands in the address, so it can be sent, kept and gone back to. */
import type { components } from "../../lib/api/schema";
import type { Row } from "./row";

export type KeptQuestion = components["schemas"]["KeepView"]["question"];

export interface Question {
  department: string;
  status: string;
  service_code: string;
  crew: string;
  /** `me`, or empty for everybody's. */
  assignee: string;
  /** Only what is late, or whose clock stands still. */
  clock: "" | "late" | "paused";
  /** `layer:feature`: within one of those that are of the same layer, and in every layer that is named. */
  areas: readonly string[];
  map: boolean;
}

const CLOCKS = ["late", "paused"] as const;
export const STATUSES = ["open", "assigned", "scheduled", "started", "paused", "completed"] as const;

export function questionOf(query: URLSearchParams, own: string): Question {
  const of = (name: string): string => query.get(name) ?? "";
  return {
    department: of("department") || own,
    status: of("status") || "open",
    service_code: of("type"),
    crew: of("crew"),
    assignee: of("mine") ? "me" : "",
    clock: CLOCKS.find((one) => one === of("clock")) ?? "",
    areas: of("areas").split(",").filter(Boolean).map(decodeURIComponent),
    map: of("map") !== "",
  };
}

/** As the address says it; what is usual is left out. */
export function queryOf(question: Question): Record<string, string> {
  return {
    department: question.department,
    status: question.status === "open" ? "" : question.status,
    type: question.service_code,
    crew: question.crew,
    mine: question.assignee ? "yes" : "",
    clock: question.clock,
    areas: question.areas.map(encodeURIComponent).join(","),
    map: question.map ? "yes" : "",
  };
}

/** What is read anew when it changes; everything else only narrows what was read. */
export const isSameQueue = (one: Question, other: Question): boolean => one.department === other.department && one.status === other.status;

/** As a saved view keeps it. */
export function keptOf({ department, status, service_code, crew, assignee, clock, areas, map }: Question): KeptQuestion {
  return {
    department,
    status: status as NonNullable<KeptQuestion["status"]>,
    ...(service_code && { service_code }),
    ...(crew && { crew }),
    ...(assignee && { mine: true }),
    ...(clock && { clock }),
    ...(areas.length > 0 && { areas: [...areas] }),
    ...(map && { map }),
  };
}

export function questionOfKept(kept: KeptQuestion): Question {
  return {
    department: kept.department,
    status: kept.status ?? "open",
    service_code: kept.service_code ?? "",
    crew: kept.crew ?? "",
    assignee: kept.mine ? "me" : "",
    clock: kept.clock ?? "",
    areas: kept.areas ?? [],
    map: kept.map ?? false,
  };
}

export const layerOf = (area: string): string => area.slice(0, area.indexOf(":"));
export const featureOf = (area: string): string => area.slice(area.indexOf(":") + 1);

/** Whether a row is among what is asked for. `person` is how work orders name who asks. */
export function passes(question: Question, now: number, person: string): (row: Row) => boolean {
  const { service_code, crew, assignee, clock } = question;
  const layers = [...new Set(question.areas.map(layerOf))];
  const within = layers.map((layer) => question.areas.filter((area) => layerOf(area) === layer));
  return (row) =>
    (!service_code || row.service_code === service_code) &&
    (!crew || row.crew === crew) &&
    (!assignee || row.assignee === person) &&
    (clock !== "paused" || row.sla.paused !== null) &&
    (clock !== "late" || (row.sla.due_at !== null && Date.parse(row.sla.due_at) < now)) &&
    within.every((areas) => areas.some((area) => row.areas.includes(area)));
}

/** How many rows lie in each area of a layer, the fullest first. */
export function areasOf(rows: readonly Row[], layer: string): [area: string, count: number][] {
  const counts = new Map<string, number>();
  const prefix = `${layer}:`;
  for (const row of rows) for (const area of row.areas) if (area.startsWith(prefix)) counts.set(area, (counts.get(area) ?? 0) + 1);
  return [...counts].sort(([one, many], [other, more]) => more - many || one.localeCompare(other));
}

/** The layers that the rows lie in. */
export function layersOf(rows: readonly Row[]): string[] {
  const found = new Set<string>();
  for (const row of rows) for (const area of row.areas) found.add(layerOf(area));
  return [...found].sort();
}
