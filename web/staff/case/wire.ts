/** A case as the staff API tells it, and what may be done with it. Every change carries the version that was seen. */
import type { components } from "../../lib/api/schema";
import type { WorkOrder } from "../queue/clock";
import { api, once, read } from "../api";

type Schemas = components["schemas"];
export type CaseView = Schemas["ServiceRequest"] &
  Omit<Schemas["StaffRequest"], "work_orders" | "replies" | "sla"> & {
    work_orders: WorkOrder[];
    sla: WorkOrder["sla"];
    replies: { at: string; by: string; text: string }[];
  };
export type CasePhoto = Schemas["CasePhotos"]["photos"][number];
export type Contact = Schemas["ReporterContact"];
export type Presence = Schemas["Presence"];
/** What is done to a case, by the end of its address; the bodies are those of the API's description. */
export type Act = "ask" | "owner-check" | "merge" | "unmerge" | "release" | "withdraw" | "location" | "reclassify";

const CASE = "/api/v1/staff/requests/{service_request_id}";
const path = (number: string) => ({ path: { service_request_id: number } });

export const readCase = (number: string): Promise<CaseView> =>
  read(() => api.GET(CASE, { params: path(number) })) as Promise<unknown> as Promise<CaseView>;

/** Sending the same again after a lost answer changes nothing: what is done already is answered as it stands. */
export function act(view: CaseView, what: Act, body: Record<string, unknown>): Promise<CaseView> {
  const sent = { params: path(view.service_request_id), body: { ...body, version: view.version } };
  return once(() => api.POST(`${CASE}/${what}` as `${typeof CASE}/ask`, sent as never)) as Promise<unknown> as Promise<CaseView>;
}

/** Photos of staff become the case's; the same once more changes nothing, and no version is needed to add some. */
export const attachPhotos = (number: string, photo_ids: string[]): Promise<CaseView> =>
  once(() => api.POST(`${CASE}/photos`, { params: path(number), body: { photo_ids } })) as Promise<unknown> as Promise<CaseView>;

export const readPhotos = (number: string): Promise<Schemas["CasePhotos"]> =>
  read(() => api.GET(`${CASE}/photos`, { params: path(number) }));

/** Written to the case with its reason; so it is asked once and not again by itself. */
export const readContact = (number: string, reason: string): Promise<Contact> =>
  once(() => api.GET(`${CASE}/contact`, { params: { ...path(number), query: { reason } } }));

export const look = (number: string, looking: boolean): Promise<Presence> =>
  once(() => api.PUT(`${CASE}/presence`, { params: path(number), body: { looking } }));
