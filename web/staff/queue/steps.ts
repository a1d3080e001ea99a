/** Steps with one work order, each under the version that was seen, and the same with many. */
import type { components } from "../../lib/api/schema";
import { api, once, read } from "../api";
import type { WorkOrder } from "./clock";
import type { Row } from "./row";

export type BulkReport = components["schemas"]["BulkReport"];
/** Steps that may be taken with many at once, with what each of them is told. */
export type ManyStep =
  | { action: "claim" }
  | { action: "assign"; crew: string }
  | { action: "schedule"; planned_for: string }
  | { action: "transfer"; department: string; reason: string };
export type OneStep = ManyStep | { action: "start" } | { action: "resume" } | { action: "pause"; reason: string };

const MOST_AT_ONCE = 100;

/** The work order as it is after the step. */
export function take(order: Pick<Row, "service_request_id" | "work_order_id" | "version">, { action, ...body }: OneStep): Promise<WorkOrder> {
  const params = {
    path: { service_request_id: order.service_request_id, work_order_id: order.work_order_id },
    header: { "If-Match": `"${order.version}"` },
  };
  const address = `/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/${action}` as const;
  const sent = Object.keys(body).length > 0 ? { params, body } : { params };
  return once(() => api.POST(address, sent as never)) as Promise<WorkOrder>;
}

/** A work order as it is now. */
export function readOrder({ service_request_id, work_order_id }: Pick<Row, "service_request_id" | "work_order_id">): Promise<WorkOrder> {
  const params = { path: { service_request_id, work_order_id } };
  return read(() => api.GET("/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}", { params }));
}

/** What would become of each (`preview`), or what did. `key` is made with the action and stays with it. */
export async function takeMany(orders: readonly Row[], step: ManyStep, key: string, preview: boolean): Promise<BulkReport[]> {
  const reports: BulkReport[] = [];
  for (let from = 0; from < orders.length; from += MOST_AT_ONCE) {
    const some = orders.slice(from, from + MOST_AT_ONCE);
    const body = {
      ...step,
      preview,
      orders: some.map(({ service_request_id, work_order_id, version }) => ({ service_request_id, work_order_id, version })),
    };
    const header = { "Idempotency-Key": `${key}-${from}` };
    reports.push((await once(() => api.POST("/api/v1/staff/work-orders/bulk", { params: { header }, body } as never))) as BulkReport);
  }
  return reports;
}

export async function undo(reports: readonly BulkReport[]): Promise<BulkReport[]> {
  const done: BulkReport[] = [];
  for (const { bulk_id } of reports) {
    if (!bulk_id) continue;
    const params = { path: { bulk_id } };
    done.push(await once(() => api.POST("/api/v1/staff/work-orders/bulk/{bulk_id}/undo", { params })));
  }
  return done;
}

/** How many of all lines ended so. */
export const countOf = (reports: readonly BulkReport[], ...results: string[]): number =>
  reports.reduce((sum, report) => sum + report.results.filter((line) => results.includes(line.result)).length, 0);

export const refusedOf = (reports: readonly BulkReport[]): BulkReport["results"] =>
  reports.flatMap((report) => report.results.filter((line) => line.result === "refused"));
