/** A crew's day as it is kept on its device: the stops, and what the steps that still wait make of them. */
import type { components } from "../../lib/api/schema";
import type { Point } from "../../lib/places/point";
import type { WorkOrder } from "../orders/finish";
import { sameOrder, type Step } from "./outbox";

export interface Stop {
  work_order: WorkOrder;
  lat: number;
  long: number;
  address: string;
  description: string;
  arrives_at: string | null;
  appointment_at: string | null;
  misses_appointment: boolean;
}

export interface Question {
  department: string;
  crew: string;
  /** A local day of the city, as 2026-11-30. */
  date: string;
}

export interface KeptDay extends Question {
  key: string;
  read_at: number;
  left_out: number;
  stops: Stop[];
}

type CrewDay = components["schemas"]["CrewDay"];

export const idOf = ({ work_order: { service_request_id, work_order_id } }: Pick<Stop, "work_order">): string => `${service_request_id}/${work_order_id}`;

const ENDED = new Set(["completed", "withdrawn"]);
export const isEnded = ({ work_order }: Pick<Stop, "work_order">): boolean => ENDED.has(work_order.status);

/** A step may have arrived while the route was being read: then the device knows better than the answer. */
const newer = (told: WorkOrder, known: WorkOrder): WorkOrder => (known.version > told.version ? known : told);

/** The day of an answer. What this crew ended today is no longer its route's; it stays at the end of the list. */
export function dayFrom(answer: CrewDay, question: Question, key: string, before: KeptDay | null, now: number): KeptDay {
  const known = (order: WorkOrder): WorkOrder => before?.stops.find((stop) => sameOrder(stop.work_order, order))?.work_order ?? order;
  const stops = answer.stops.map(
    ({ work_order, lat, long, address, description, arrives_at, appointment_at, misses_appointment }): Stop => ({
      work_order: newer(work_order as unknown as WorkOrder, known(work_order as unknown as WorkOrder)),
      ...{ lat, long, address, description, arrives_at, appointment_at, misses_appointment },
    }),
  );
  const there = new Set(stops.map(idOf));
  const ended = before?.stops.filter((stop) => isEnded(stop) && !there.has(idOf(stop))) ?? [];
  return { ...question, key, read_at: now, left_out: answer.left_out, stops: [...stops, ...ended] };
}

/** The day with a work order as it is now. */
export const withOrder = (day: KeptDay, order: WorkOrder): KeptDay => ({
  ...day,
  stops: day.stops.map((stop) => (sameOrder(stop.work_order, order) ? { ...stop, work_order: order } : stop)),
});

export const withPlace = (day: KeptDay, order: Pick<WorkOrder, "service_request_id" | "work_order_id">, { lat, long }: Point): KeptDay => ({
  ...day,
  stops: day.stops.map((stop) => (stop.work_order.service_request_id === order.service_request_id ? { ...stop, lat, long } : stop)),
});

const AFTER: Partial<Record<Step["name"], string>> = { start: "started", pause: "paused", resume: "started", complete: "completed", refuse: "completed" };

/** A stop as its crew knows it: what it did stands, whether it has been told yet or not. */
export interface Shown extends Stop {
  /** Of the work order once what waits has arrived. */
  status: string;
  waiting: number;
  /** A step of it was refused, and has to be looked at. */
  isRefused: boolean;
}

export function shown(stop: Stop, steps: readonly Step[]): Shown {
  const own = steps.filter((step) => sameOrder(step, stop.work_order));
  let { lat, long } = stop;
  let status: string = stop.work_order.status;
  for (const { name, body } of own) {
    status = AFTER[name] ?? status;
    if (name === "location") ({ lat, long } = body as unknown as Point);
  }
  return { ...stop, lat, long, status, waiting: own.length, isRefused: own.some(({ state }) => state === "refused") };
}

/** Which steps a stop may take next, the likeliest first. */
export function stepsOf(status: string): ("start" | "end" | "pause" | "resume")[] {
  if (["open", "assigned", "scheduled"].includes(status)) return ["start", "end", "pause"];
  if (status === "started") return ["end", "pause"];
  return status === "paused" ? ["resume", "end"] : [];
}

/** What leads to a place in the device's own maps; iPhones know no `geo:`. */
export function wayTo({ lat, long }: Point, agent: string): string {
  return /iPhone|iPad|Macintosh/.test(agent) ? `maps://?daddr=${lat},${long}` : `geo:${lat},${long}?q=${lat},${long}`;
}
