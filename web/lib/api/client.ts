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

type Answer<Data> = { data?: Data; response: Response };

/** The document of an answer. `Unreached` when there is none. */
export async function documentOf<Data>(what: string, asked: Promise<Answer<Data>>): Promise<Data> {
  let answer: Answer<Data>;
  try {
    answer = await asked;
  } catch (fault) {
    throw new Unreached(what, 0, fault);
  }
  if (answer.data === undefined) throw new Unreached(what, answer.response.status);
  return answer.data;
}

/** A file of ours that is no part of the API, such as /tiles/map.json; null when there is none (404). */
export async function fileOf<Data>(address: string, options: RequestInit = {}): Promise<Data | null> {
  let answer: Response;
  try {
    answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS), ...options });
  } catch (fault) {
    throw new Unreached(address, 0, fault);
  }
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Unreached(address, answer.status);
  return (await answer.json()) as Data;
}
