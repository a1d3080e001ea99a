/**
 * Photos of a report. Each is made smaller on the device, kept there, and goes straight to the city's store with a
 * ticket of its own; the report carries only its id. What did not get through goes with the report, later.
 */
import { get, post } from "../../../lib/api/ask";
import { Unreached } from "../../../lib/api/reach";
import type { Shelf } from "../../../lib/keep/shelf";
import type { Photo, PhotoTicket } from "../wire";

export const MOST_PHOTOS = 5;
const UPLOAD_PATIENCE_MS = 120_000;

export interface DraftPhoto {
  key: string;
  name: string;
  /** lost: it is kept on this device and has not got through yet. */
  state: "sending" | "waiting" | "ready" | "refused" | "lost";
  photo_id?: string | undefined;
  secret?: string | undefined;
  reason_text?: string | undefined;
}

export const photoKey = ({ key }: Pick<DraftPhoto, "key">): string => `photo:${key}`;

/** The ids that go with a report: what the city has and has not refused. */
export const photoIds = (photos: DraftPhoto[]): string[] =>
  photos.flatMap(({ state, photo_id }) => (photo_id && state !== "refused" ? [photo_id] : []));

/** Photos that go with the report, now or later. */
export const goingAlong = (photos: DraftPhoto[]): DraftPhoto[] => photos.filter(({ state }) => state !== "refused");

/** Whether something is still between here and the city. */
export const isSending = (photos: DraftPhoto[]): boolean => photos.some(({ state }) => state === "sending");

/** Send the picture to the city. Throws `Unreached` or `Refused`; "too_large" when the store would not take it. */
export async function upload(picture: Blob): Promise<{ photo_id: string; secret: string } | "too_large"> {
  const ticket = await post<PhotoTicket>("/api/v1/photos", {});
  if (picture.size > ticket.most_bytes) return "too_large";
  const form = new FormData();
  for (const [name, value] of Object.entries(ticket.upload.fields)) form.append(name, value);
  form.append("Content-Type", picture.type || "image/jpeg");
  form.append("file", picture);
  let answer: Response;
  try {
    const signal = AbortSignal.timeout(UPLOAD_PATIENCE_MS);
    answer = await fetch(ticket.upload.url, { method: "POST", body: form, signal });
  } catch (fault) {
    throw new Unreached("photo upload", 0, fault);
  }
  if (!answer.ok) throw new Unreached("photo upload", answer.status);
  return { photo_id: ticket.photo_id, secret: ticket.secret };
}

/** What the city found when it looked at the photo. */
export function judgement({ photo_id, secret }: DraftPhoto): Promise<Photo> {
  return get<Photo>(`/api/v1/photos/${encodeURIComponent(photo_id ?? "")}`, {}, { "X-Photo-Secret": secret ?? "" });
}

/** Send all photos that did not get through; the photos as they are then. `kept` is called after each. */
export async function sendLost(
  photos: DraftPhoto[],
  shelf: Shelf,
  kept: (photos: DraftPhoto[]) => Promise<void>,
  send: typeof upload = upload,
): Promise<DraftPhoto[]> {
  let all = photos;
  for (const photo of photos) {
    if (photo.photo_id || photo.state === "refused") continue;
    const picture = await shelf.get<Blob>(photoKey(photo));
    const sent = picture ? await send(picture) : "too_large";
    const now: DraftPhoto = sent === "too_large" ? { ...photo, state: "refused" } : { ...photo, ...sent, state: "waiting" };
    all = all.map((one) => (one.key === photo.key ? now : one));
    await kept(all);
  }
  return all;
}
