/**
 * What a crew's device keeps of its person and its day, so that both are there without a connection. It is forgotten at
 * signing out, when somebody else signs in, and after the day. Steps that wait to be sent are not among it
 * (crew/outbox.ts).
 */
import { openShelf, type Shelf } from "../../lib/keep/shelf";
import { photoKey, type KeptPhoto } from "../../lib/photos/photos";
import type { Me } from "../rights";

const PERSON = "crew:me";
export const DAYS = "crew:day:";
/** Whose steps say where they were taken; until that person signs out or does not let it any more. */
export const STANDS = "crew:stands";
/** What is written about the end of work (orders/finish_draft.svelte.ts). */
export const DRAFTS = "finish:";

interface KeptPerson {
  me: Me;
  /** The day on which it was kept, by the device's own clock. */
  day: string;
}

let opened: Promise<Shelf> | null = null;
export const deviceShelf = (): Promise<Shelf> => (opened ??= openShelf());

/** A day as the device's clock has it, or the city's where its time zone is known: 2026-11-30. */
export const dayOf = (now: Date, timeZone?: string): string =>
  new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", ...(timeZone && { timeZone }) }).format(now);

export async function keepPerson(shelf: Shelf, me: Me, now = new Date()): Promise<void> {
  await shelf.put(PERSON, { me, day: dayOf(now) } satisfies KeptPerson);
}

/** Who was here today; null where nobody was kept. */
export async function keptPerson(shelf: Shelf, now = new Date()): Promise<Me | null> {
  const kept = await shelf.get<KeptPerson>(PERSON);
  return kept?.day === dayOf(now) ? kept.me : null;
}

/** Forget the person, the day and what was written but not handed over, with its photos. */
export async function forgetKept(shelf: Shelf): Promise<void> {
  const [days, drafts] = await Promise.all([shelf.all<{ key: string }>(DAYS), shelf.all<{ key: string; photos: KeptPhoto[] }>(DRAFTS)]);
  const photos = drafts.flatMap((draft) => draft.photos.map(photoKey));
  await shelf.remove(PERSON, ...days.map(({ key }) => key), ...drafts.map(({ key }) => key), ...photos);
}

/** Forget it when it is of somebody else, or of a day that is over. */
export async function forgetOthers(shelf: Shelf, subject: string, now = new Date()): Promise<void> {
  const kept = await shelf.get<KeptPerson>(PERSON);
  if (kept && (kept.me.subject !== subject || kept.day !== dayOf(now))) await forgetKept(shelf);
}
