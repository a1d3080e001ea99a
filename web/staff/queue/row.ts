/** A work order as the queue lists it: what a row shows and is narrowed by. The panel beside reads the whole. */
import type { components } from "../../lib/api/schema";
import type { WorkOrder } from "./clock";

export type QueuePage = components["schemas"]["Queue"];

export interface Row extends Pick<
  WorkOrder,
  | "service_request_id" | "work_order_id" | "version" | "service_code" | "service_name" | "title" | "lat" | "long" | "address" | "private"
  | "department" | "status" | "crew" | "assignee" | "assignee_name" | "planned_for" | "created_at"
> {
  sla: Pick<WorkOrder["sla"], "due_at" | "very_late_at" | "paused" | "left_s">;
  /** `layer:feature` of all that it lies in. */
  areas: readonly string[];
}

/** The rows of a page, with what the question says of all of them. */
export function rowsOf(page: QueuePage, asked: { department: string; status: string }): Row[] {
  const status = asked.status as Row["status"];
  return page.rows.map((told) => ({
    service_request_id: told.service_request_id,
    work_order_id: told.work_order_id,
    version: told.version,
    service_code: told.service_code ?? null,
    service_name: (told.service_code && page.services[told.service_code]) || null,
    title: told.title,
    lat: told.lat ?? null,
    long: told.long ?? null,
    address: told.address ?? "",
    private: told.private ?? false,
    department: asked.department,
    status,
    crew: told.crew ?? "",
    assignee: told.assignee ?? "",
    assignee_name: told.assignee_name ?? "",
    planned_for: told.planned_for ?? null,
    created_at: told.created_at,
    sla: { due_at: told.due_at ?? null, very_late_at: told.very_late_at ?? null, paused: told.paused ?? null, left_s: told.left_s ?? null },
    areas: told.areas ?? [],
  }));
}

/** The row of a work order as it is now; where it lies has not changed. */
export function rowOfOrder(order: WorkOrder, before: Pick<Row, "areas">): Row {
  const { due_at, very_late_at, paused, left_s } = order.sla;
  return { ...order, sla: { due_at, very_late_at, paused, left_s }, areas: before.areas };
}
