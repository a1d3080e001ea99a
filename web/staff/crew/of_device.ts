/** The one crew of this device: its day and its outbox are the same on every screen. */
import { deviceShelf } from "../session/kept";
import { Crew } from "./crew.svelte";

let known: Promise<Crew> | null = null;

/** `subject` is who is signed in; somebody else has a day and an outbox of their own. */
export async function crewOfDevice(subject: string, timeZone: () => string): Promise<Crew> {
  const crew = await (known ??= deviceShelf().then((shelf) => new Crew(shelf, subject, timeZone)));
  if (crew.subject === subject) return crew;
  known = null;
  return crewOfDevice(subject, timeZone);
}
