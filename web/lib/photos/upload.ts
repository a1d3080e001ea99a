/**
 * Sending one picture to the city's store: a ticket from the API, then a form straight to the store (S3). The store
 * takes a form whole or not at all, so what was cut off is sent again from its beginning; with the same ticket it is
 * the same photo, however often it arrives.
 */
import { post } from "../api/ask";
import { Unreached } from "../api/reach";
import type { components } from "../api/schema";

export interface Ticket {
  photo_id: string;
  secret: string;
  upload: { url: string; fields: Record<string, string> };
  most_bytes: number;
  /** Until when the store takes it, by this device's clock. */
  until: number;
}

const PATIENCE_MS = 120_000;
/** Sending takes a while, and the ticket must hold when the form has arrived. */
const SPARE_S = 60;
/** What S3 says with 400 when a form stopped on its way. */
const CUT_OFF = /<Code>(RequestTimeout|IncompleteBody)</;

export async function askTicket(now = Date.now()): Promise<Ticket> {
  return ticketOf(await post<components["schemas"]["PhotoTicket"]>("/api/v1/photos", {}), now);
}

/** The ticket of an answer, with the time until which it holds. */
export function ticketOf(answer: components["schemas"]["PhotoTicket"], now = Date.now()): Ticket {
  const { photo_id, secret, upload, most_bytes, expires_in_s } = answer;
  return { photo_id, secret, upload, most_bytes, until: now + (expires_in_s - SPARE_S) * 1000 };
}

/** Post the picture. `not_taken`: the store does not take this ticket (any more). Throws `Unreached`. */
export async function put(picture: Blob, { upload, most_bytes }: Ticket): Promise<"stored" | "too_large" | "not_taken"> {
  if (picture.size > most_bytes) return "too_large";
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("Content-Type", picture.type || "image/jpeg");
  form.append("file", picture);
  let answer: Response;
  try {
    answer = await fetch(upload.url, { method: "POST", body: form, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (fault) {
    throw new Unreached("photo upload", 0, fault);
  }
  if (answer.ok) return "stored";
  const isPassing = answer.status >= 500 || [408, 429].includes(answer.status) || CUT_OFF.test(await answer.text());
  if (isPassing) throw new Unreached("photo upload", answer.status);
  return "not_taken";
}
