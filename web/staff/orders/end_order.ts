/**
 * Ending a work order with a connection: the photos first, then the step under the version that was seen. That version
 * makes the step happen once: a lost answer is asked for by sending the same again, and whoever changed the work order
 * meanwhile is named by the city.
 */
import { Refused } from "../../lib/api/ask";
import { PATIENCE_MS, Unreached } from "../../lib/api/reach";
import type { components } from "../../lib/api/schema";
import type { Shelf } from "../../lib/keep/shelf";
import { photoIds, sendLost, type KeptPhoto, type Uploads } from "../../lib/photos/photos";
import { put, ticketOf } from "../../lib/photos/upload";
import { api, once } from "../api";
import { isOurs, type Finish, type WorkOrder } from "./finish";

/** Photos of staff: their tickets come from the staff API. */
export const STAFF_UPLOADS: Uploads = {
  askTicket: async () => ticketOf(await once(() => api.POST("/api/v1/staff/photos"))),
  put,
};

/** Somebody else ended it in the same way, so nothing of ours was used. */
export class Overtaken extends Error {
  constructor(readonly order: WorkOrder) {
    super("somebody else ended it in the same way");
  }
}

const PHOTO_LOOK_MS = 1_500;
const TRY_AGAIN_MS = [1_000, 3_000];
/** How often an ending is tried while its photo is being looked at. */
const LOOKS = Math.ceil(PATIENCE_MS / PHOTO_LOOK_MS);

type Address = Pick<WorkOrder, "service_request_id" | "work_order_id">;

/** Take any step with a work order, once. */
export function sendStep(order: Address, action: string, body: object, version: number): Promise<WorkOrder> {
  const { service_request_id, work_order_id } = order;
  const params = { path: { service_request_id, work_order_id }, header: { "If-Match": `"${version}"` } };
  const address = `/api/v1/staff/requests/{service_request_id}/work-orders/{work_order_id}/${action as "complete"}` as const;
  return once(() => api.POST(address, { params, body: body as components["schemas"]["CompleteWorkOrder"] })) as Promise<WorkOrder>;
}

export interface Told {
  /** The photos have got on. */
  photosAre: (photos: KeptPhoto[]) => Promise<void>;
  /** The photo is being looked at, so it takes a little longer. */
  waiting: () => void;
}

/** End it; the work order as it is then. Throws `Refused`, `Unreached` or `Overtaken`. */
export async function endOrder(order: WorkOrder, finish: Finish, shelf: Shelf, told: Told): Promise<WorkOrder> {
  const photos = await sendLost(finish.photos, shelf, told.photosAre, STAFF_UPLOADS);
  const ids = photoIds(photos);
  const body = { ...finish.body, ...(ids.length && { photo_ids: ids }) };
  let failed = 0;
  for (let look = 1; ; look += 1) {
    try {
      const ended = await sendStep(order, finish.action, body, order.version);
      if (!isOurs(ended, finish, ids)) throw new Overtaken(ended);
      return ended;
    } catch (fault) {
      const pause = fault instanceof Unreached ? TRY_AGAIN_MS[failed++] : isOnItsWay(fault) && look < LOOKS ? PHOTO_LOOK_MS : undefined;
      if (pause === undefined) throw fault;
      if (isOnItsWay(fault)) told.waiting();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** The city has not looked at the photo yet; the same goes through in a moment. */
export const isOnItsWay = (fault: unknown): boolean => fault instanceof Refused && fault.code === "photo_on_its_way";
