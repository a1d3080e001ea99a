/** The one crew of this device: its day and its outbox are the same on every screen. */
import { cityZone } from "../session/city.svelte";
import { deviceShelf } from "../session/kept";
import { me } from "../session/session.svelte";
import { Crew } from "./crew.svelte";

const known = new Map<string, Crew>();

/** Of whoever is signed in; somebody else has a day and an outbox of their own. */
export async function crewOfDevice(): Promise<Crew> {
  const shelf = await deviceShelf();
  const { subject } = me();
  const crew = known.get(subject) ?? new Crew(shelf, subject, () => me().subject, cityZone);
  known.set(subject, crew);
  return crew;
}
