/** Several reports that are one matter: which of them may become duplicates of the one that stays, and why not. */
import type { components } from "../../lib/api/schema";
import { api, once, read } from "../api";
import type { Row } from "./row";

/** What is read of a case to judge it. */
export interface Matter {
  service_request_id: string;
  service_name: string;
  requested_at: string;
  description?: string | null;
  address?: string | null;
  lat: number;
  long: number;
  privacy: string;
  closed_at: string | null;
  merged: string[];
  work_orders: Pick<components["schemas"]["WorkOrder"], "status">[];
}

/** More at once are no longer compared by anybody. */
export const MOST_MERGED = 10;

/** The cases of the chosen rows, each once. */
export const casesOf = (rows: readonly Row[]): string[] => [...new Set(rows.map((row) => row.service_request_id))];

export const readMatter = (service_request_id: string): Promise<Matter> =>
  read(() => api.GET("/api/v1/staff/requests/{service_request_id}", { params: { path: { service_request_id } } })) as unknown as Promise<Matter>;

export type Hindrance = "closed" | "begun" | "private";

/** Why a case cannot become a duplicate of another, as far as it can be seen; the API judges it again. */
export function hindranceOf(child: Matter, parent: Matter): Hindrance | null {
  if (child.closed_at || parent.closed_at) return "closed";
  if (child.work_orders.some(({ status }) => status === "started")) return "begun";
  return (child.privacy === "private") === (parent.privacy === "private") ? null : "private";
}

/** The one that is likeliest to stay: on which work has begun, else the oldest. */
export function stays(matters: readonly Matter[]): string {
  const begun = (one: Matter): number => Number(!one.work_orders.some(({ status }) => status === "started"));
  const order = [...matters].sort((one, other) => begun(one) - begun(other) || one.requested_at.localeCompare(other.requested_at));
  return order[0]?.service_request_id ?? "";
}

/** Doing it again changes nothing, so a lost answer is asked for by pressing again. */
export const merge = (service_request_id: string, into: string, reason: string): Promise<unknown> =>
  once(() => api.POST("/api/v1/staff/requests/{service_request_id}/merge", { params: { path: { service_request_id } }, body: { into, reason } }));

export const unmerge = (service_request_id: string, reason: string): Promise<unknown> =>
  once(() => api.POST("/api/v1/staff/requests/{service_request_id}/unmerge", { params: { path: { service_request_id } }, body: { reason } }));
