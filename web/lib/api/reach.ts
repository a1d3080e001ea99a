/** How the front door is reached, for the API and for files alike. */

import { earlyAnswer } from "./early";

/** How long an answer may take. */
export const PATIENCE_MS = 20_000;
const PAUSES_MS = [600, 1_800];

/** No answer, or one that is of no use. `status` is 0 when nothing came. */
export class Unreached extends Error {
  constructor(
    what: string,
    readonly status: number,
    cause?: unknown,
  ) {
    super(`${what}: ${status || "no answer"}`, { cause });
  }
}

/** A file of ours that is no part of the API, such as /tiles/map.json; null when there is none (404). */
export function fileOf<Data>(address: string): Promise<Data | null> {
  return persistently(address, async () => {
    const early = await earlyAnswer(new URL(address, window.location.origin).href);
    const answer = early ?? (await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) }));
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Unreached(address, answer.status);
    return (await answer.json()) as Data;
  });
}

/** Ask again after passing faults; `Unreached` when they do not pass. */
export async function persistently<Found>(what: string, attempt: () => Promise<Found>): Promise<Found> {
  for (const pause of [...PAUSES_MS, null]) {
    try {
      return await attempt();
    } catch (fault) {
      const told = fault instanceof Unreached ? fault : new Unreached(what, 0, fault);
      const passing = told.status === 0 || told.status === 429 || told.status >= 500;
      if (!passing || pause === null) throw told;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  throw new Unreached(what, 0);
}
