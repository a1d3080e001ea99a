/** What reporters and followers may say of their report, as orders for the outbox. */
import type { Order } from "../keep/outbox";
import type { KeptPhoto } from "../photos/photos";
import { order, type Named } from "./taking_part";

/** The reporter's answer to the city's question, perhaps with photos. */
export function answer(about: Named, text: string, photos: KeptPhoto[] = []): Order<Named> {
  return { ...order("answer", "answer", about), photos, body: { answer: text } };
}

/** "Not fixed", of this closing and no later one; a follower shows the token of a mail. */
export function notFixed(about: Named, { reason, token, closed_at }: { reason: string; token: string; closed_at: string }): Order<Named> {
  return { ...order("reopen", "reopen", about), body: { closed_at, ...(reason && { reason }), ...(token && { token }) } };
}
