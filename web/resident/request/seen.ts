/** How reports stood when this device saw them last, for when there is no connection. A few of them; the oldest go. */
import type { Shelf } from "../../lib/keep/shelf";
import type { CaseView } from "./standing";

export interface Seen {
  number: string;
  /** When the city said so (epoch milliseconds). */
  at: number;
  view: CaseView;
}

const SEEN = "seen:";
export const MOST_SEEN = 30;

export const seenOf = (shelf: Shelf, number: string): Promise<Seen | undefined> => shelf.get<Seen>(SEEN + number);

export async function keepSeen(shelf: Shelf, seen: Seen): Promise<void> {
  await shelf.put(SEEN + seen.number, seen);
  const all = await shelf.all<Seen>(SEEN);
  const old = all.sort((one, other) => other.at - one.at).slice(MOST_SEEN);
  if (old.length) await shelf.remove(...old.map(({ number }) => SEEN + number));
}

export const forgetSeen = (shelf: Shelf, number: string): Promise<void> => shelf.remove(SEEN + number);
