/** The clock of a work order in words that fit a cell: how long there still is, how late it is, why it stands still. */
import type { components } from "../../lib/api/schema";

export type WorkOrder = components["schemas"]["WorkOrder"];

export interface ClockWords {
  kind: "paused" | "due" | "late" | "very_late" | "none";
  /** Days or hours of real time, at least one; 0 where there is no due time. */
  amount: number;
  unit: "day" | "hour" | "minute";
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export function clockOf({ sla }: { sla: Pick<WorkOrder["sla"], "due_at" | "very_late_at" | "paused"> }, now: number): ClockWords {
  if (sla.paused) return { kind: "paused", amount: 0, unit: "day" };
  if (!sla.due_at) return { kind: "none", amount: 0, unit: "day" };
  const away = new Date(sla.due_at).getTime() - now;
  const kind = away >= 0 ? "due" : sla.very_late_at && new Date(sla.very_late_at).getTime() <= now ? "very_late" : "late";
  return { kind, ...measured(Math.abs(away)) };
}

/** In the largest unit of which there are two, rounded down, so that nothing is promised that is not left. */
function measured(milliseconds: number): Pick<ClockWords, "amount" | "unit"> {
  if (milliseconds >= 2 * DAY_MS) return { amount: Math.floor(milliseconds / DAY_MS), unit: "day" };
  if (milliseconds >= 2 * HOUR_MS) return { amount: Math.floor(milliseconds / HOUR_MS), unit: "hour" };
  return { amount: Math.floor(milliseconds / MINUTE_MS), unit: "minute" };
}

/** Working time in hours and minutes, rounded down; negative when it is used up. */
export function hoursOf(seconds: number): { hours: number; minutes: number; isOver: boolean } {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60, isOver: seconds < 0 };
}
