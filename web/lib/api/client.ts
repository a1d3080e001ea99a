/** The public API with the types of its own description; every answer is in the language that is spoken. */
import createClient from "openapi-fetch";
import { noteBorrowed } from "../i18n/borrowed.svelte";
import { PATIENCE_MS, Unreached, persistently } from "./reach";
import type { components, paths } from "./schema";

export { Unreached, fileOf } from "./reach";

export type City = components["schemas"]["City"];
export type ServiceType = components["schemas"]["Services"]["services"][number];

export const api = createClient<paths>({
  baseUrl: typeof window === "undefined" ? "" : window.location.origin,
  fetch: (request: Request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) }),
});

type Answer<Data> = { data?: Data; response: Response };

/** The document of an answer; a question that passing faults spoil is asked again. `Unreached` when there is none. */
export function documentOf<Data>(what: string, ask: () => Promise<Answer<Data>>): Promise<Data> {
  return persistently(what, async () => {
    const { data, response } = await ask();
    if (data === undefined) throw new Unreached(what, response.status);
    noteBorrowed(data);
    return data;
  });
}
