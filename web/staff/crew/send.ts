/** Taking a step of the outbox to the city. */
import { Refused } from "../../lib/api/ask";
import type { Point } from "../../lib/places/point";
import { api, once, read } from "../api";
import { sendStep } from "../orders/end_order";
import { isOurs, type WorkOrder } from "../orders/finish";
import type { Step } from "./outbox";

/** A refusal of our own: somebody else ended the work in the same way, which the city answers as if it were ours. */
export const OVERTAKEN = "overtaken";

export async function sendCrewStep(step: Step): Promise<WorkOrder | null> {
  if (step.name === "location") return moved(step);
  const order = await sendStep(step, step.name, step.body, step.version);
  const ends = step.name === "complete" || step.name === "refuse";
  const ids = (step.body["photo_ids"] ?? []) as string[];
  if (ends && !isOurs(order, step, ids)) throw new Refused(409, OVERTAKEN, order.last_change?.by ?? "", []);
  return order;
}

/** The work order as it is now. */
export function orderNow({ service_request_id, work_order_id }: Pick<Step, "service_request_id" | "work_order_id">): Promise<WorkOrder> {
  const params = { path: { service_request_id, work_order_id } };
  return read(() => api.GET("/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}", { params }));
}

async function moved(step: Step): Promise<WorkOrder | null> {
  const params = { path: { service_request_id: step.service_request_id } };
  const body = step.body as unknown as Point & { reason: string };
  await once(() => api.POST("/api/v1/staff/requests/{service_request_id}/location", { params, body }));
  // at another place it may be another department's work
  return orderNow(step).catch((fault: unknown) => {
    if (fault instanceof Refused) return null;
    throw fault;
  });
}
