/**
 * "My reports on this phone": the reports that were sent from here or opened here with their reporter's own link. The
 * link's secret is kept nowhere else; whoever takes a report off the list takes the secret off the device.
 */
import type { Shelf } from "./shelf";

export interface OwnReport {
  number: string;
  /** What stands behind the number in the reporter's own link. */
  secret: string;
  service_name: string;
  /** When it came onto the list (epoch milliseconds). */
  kept_at: number;
  /** How it stood when it was seen last; null when that was never. */
  seen: { at: number; status: string; status_text: string; is_closed: boolean } | null;
}

const OWN = "own:";

/** All of them, the newest first. */
export async function ownReports(shelf: Shelf): Promise<OwnReport[]> {
  const all = await shelf.all<OwnReport>(OWN);
  return all.sort((one, other) => other.kept_at - one.kept_at);
}

export const ownReport = (shelf: Shelf, number: string): Promise<OwnReport | undefined> => shelf.get<OwnReport>(OWN + number);

/** Put a report on the list, or note what is new of it; what is not told stays as it was. */
export async function keepOwnReport(
  shelf: Shelf,
  told: Pick<OwnReport, "number" | "secret" | "service_name"> & Partial<OwnReport>,
  now = Date.now(),
): Promise<void> {
  const before = await ownReport(shelf, told.number);
  await shelf.put(OWN + told.number, { kept_at: now, seen: null, ...before, ...told } satisfies OwnReport);
}

export const forgetOwnReport = (shelf: Shelf, number: string): Promise<void> => shelf.remove(OWN + number);

/** The reporter's own link. The secret stands in the fragment, which browsers send to nobody. */
export const ownLink = ({ number, secret }: Pick<OwnReport, "number" | "secret">): string => `/request/#${number}.${secret}`;
