/**
 * Photos that go with what a resident sends. Each is made smaller on the device, kept there, and goes straight to the
 * city's store with a ticket of its own; what is sent carries only its id. What did not get through goes along later.
 */
import { get } from "../api/ask";
import type { components } from "../api/schema";
import type { Shelf } from "../keep/shelf";
import type { Point } from "../places/point";
import { askTicket, put, type Ticket } from "./upload";

export const MOST_PHOTOS = 5;

export interface KeptPhoto {
  key: string;
  name: string;
  /** lost: it is kept on this device and has not got through yet. */
  state: "sending" | "waiting" | "ready" | "refused" | "lost";
  /** The permission it is being sent with; kept, so that a photo that was cut off arrives as the same one. */
  ticket?: Ticket | undefined;
  /** Where its camera says that it was taken. It stays on this device unless the reader makes use of it. */
  place?: Point | undefined;
  photo_id?: string | undefined;
  secret?: string | undefined;
  /** Why it was refused: our own reason, or the city's sentence. */
  too_large?: boolean | undefined;
  reason_text?: string | undefined;
}

export const photoKey = ({ key }: Pick<KeptPhoto, "key">): string => `photo:${key}`;

/** The ids that go along: what the city has and has not refused. */
export const photoIds = (photos: KeptPhoto[]): string[] =>
  photos.flatMap(({ state, photo_id }) => (photo_id && state !== "refused" ? [photo_id] : []));

/** Photos that go along, now or later. */
export const goingAlong = (photos: KeptPhoto[]): KeptPhoto[] => photos.filter(({ state }) => state !== "refused");

/** How photos are sent; the real ones unless a test has others. */
export interface Uploads {
  askTicket: typeof askTicket;
  put: typeof put;
}

/** What is known of a photo after it was sent. */
export type Sent = Pick<KeptPhoto, "state" | "ticket" | "photo_id" | "secret" | "too_large">;

/**
 * Send a picture once. A ticket that still holds is used again, so that a picture whose answer was lost is one photo
 * and not two; `ticketed` is told of a new one before it is used. Throws `Unreached` or `Refused`.
 */
export async function sendPhoto(
  photo: KeptPhoto,
  picture: Blob,
  ticketed: (ticket: Ticket) => unknown,
  { askTicket: ask, put: post }: Uploads = { askTicket, put },
): Promise<Sent> {
  let ticket = photo.ticket && photo.ticket.until > Date.now() ? photo.ticket : null;
  for (;;) {
    const isNew = !ticket;
    if (!ticket) {
      ticket = await ask();
      await ticketed(ticket);
    }
    const outcome = await post(picture, ticket);
    const { photo_id, secret } = ticket;
    if (outcome === "stored") return { state: "waiting", ticket: undefined, photo_id, secret };
    if (outcome === "too_large" || isNew) return { state: "refused", ticket: undefined, too_large: outcome === "too_large" };
    ticket = null; // it is too old, or used up: another one
  }
}

/** What the city found when it looked at the photo. */
export function judgement({ photo_id, secret }: KeptPhoto): Promise<components["schemas"]["Photo"]> {
  return get(`/api/v1/photos/${encodeURIComponent(photo_id ?? "")}`, {}, { "X-Photo-Secret": secret ?? "" });
}

/** Send all photos that did not get through; the photos as they are then. `kept` is called after each. */
export async function sendLost(
  photos: KeptPhoto[],
  shelf: Shelf,
  kept: (photos: KeptPhoto[]) => Promise<void>,
  uploads?: Uploads,
): Promise<KeptPhoto[]> {
  let all = photos;
  const change = (photo: KeptPhoto, parts: Partial<KeptPhoto>): Promise<void> => {
    all = all.map((one) => (one.key === photo.key ? { ...one, ...parts } : one));
    return kept(all);
  };
  for (const photo of photos) {
    if (photo.photo_id || photo.state === "refused") continue;
    const picture = await shelf.get<Blob>(photoKey(photo));
    if (!picture) await change(photo, { state: "refused" });
    else await change(photo, await sendPhoto(photo, picture, (ticket) => change(photo, { ticket }), uploads));
  }
  return all;
}
