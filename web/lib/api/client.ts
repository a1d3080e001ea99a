/** The public API with the types of its own description; every answer is in the language that is spoken. */
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type City = components["schemas"]["City"];
export type ServiceType = components["schemas"]["Services"]["services"][number];

const PATIENCE_MS = 20_000;

export const api = createClient<paths>({
  baseUrl: typeof window === "undefined" ? "" : window.location.origin,
  fetch: (request: Request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) }),
});

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

const PAUSES_MS = [600, 1_800];

type Answer<Data> = { data?: Data; response: Response };

/** The document of an answer; a question that passing faults spoil is asked again. `Unreached` when there is none. */
export function documentOf<Data>(what: string, ask: () => Promise<Answer<Data>>): Promise<Data> {
  return persistently(what, async () => {
    const { data, response } = await ask();
    if (data === undefined) throw new Unreached(what, response.status);
    return data;
  });
}

/** A file of ours that is no part of the API, such as /tiles/map.json; null when there is none (404). */
export function fileOf<Data>(address: string): Promise<Data | null> {
  return persistently(address, async () => {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Unreached(address, answer.status);
    return (await answer.json()) as Data;
  });
}

async function persistently<Found>(what: string, attempt: () => Promise<Found>): Promise<Found> {
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
