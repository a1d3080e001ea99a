/** What the reader wants to see. Filters are expressions of the map: they change what is drawn and fetch nothing. */
import type { ExpressionSpecification, FilterSpecification } from "maplibre-gl";
import { STATUSES, isClosed } from "./statuses";

export const STATES = ["open", "closed", "all"] as const;
export type State = (typeof STATES)[number];

/** Days back from today; 0 is any time. */
export const PERIODS = [0, 1, 7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

export interface Filters {
  /** A service code, `group:<code>`, or nothing for all types. */
  type: string;
  state: State;
  days: Period;
}

export const NO_FILTERS: Filters = { type: "", state: "open", days: 0 };
const GROUP = "group:";
const DAY_MS = 86_400_000;

export interface TypesOfGroups {
  /** Group of each service code. */
  groupOf: ReadonlyMap<string, string>;
}

export const groupChoice = (group: string): string => GROUP + group;
export const chosenGroup = (type: string): string | null => (type.startsWith(GROUP) ? type.slice(GROUP.length) : null);

/** The service codes a choice stands for; null for all. */
export function codesOf(type: string, { groupOf }: TypesOfGroups): string[] | null {
  if (!type) return null;
  const group = chosenGroup(type);
  if (group === null) return [type];
  return [...groupOf].filter(([, own]) => own === group).map(([code]) => code);
}

/** The first day (since 1970, UTC) that a period takes in: today alone for one day. */
export const firstDay = (days: Period, now: number): number => Math.floor(now / DAY_MS) - (days - 1);

/** The filter of the point layers, over the attributes `type`, `status` and `day`. */
export function pointFilter(filters: Filters, types: TypesOfGroups, now: number): FilterSpecification {
  const parts: ExpressionSpecification[] = [];
  const codes = codesOf(filters.type, types);
  if (codes) parts.push(["in", ["get", "type"], ["literal", codes]]);
  if (filters.state !== "all") {
    const wanted = STATUSES.filter((status) => isClosed(status) === (filters.state === "closed"));
    parts.push(["in", ["get", "status"], ["literal", [...wanted]]]);
  }
  if (filters.days) parts.push([">=", ["get", "day"], firstDay(filters.days, now)]);
  return ["all", ...parts];
}

/** The number that a hexagon shows: cases of all types, or of the group of the chosen one. */
export function hexCount(filters: Filters, types: TypesOfGroups, total = "open"): ExpressionSpecification {
  return ["coalesce", ["get", countedAs(filters, types, total)], 0];
}

/** The attribute of a hexagon that counts what is wanted; `total` is that of all types. */
export function countedAs(filters: Filters, { groupOf }: TypesOfGroups, total = "open"): string {
  const group = filters.type ? (chosenGroup(filters.type) ?? groupOf.get(filters.type)) : null;
  return group ? `g_${group}` : total;
}
