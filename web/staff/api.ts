/**
 * The staff API with the types of its own description. Every answer is a document, a `Refused` (the city said no, and
 * why) or an `Unreached` (no answer came, so nobody knows what happened).
 */
import createClient from "openapi-fetch";
import { Refused, type Problem } from "../lib/api/ask";
import { PATIENCE_MS, Unreached, persistently } from "../lib/api/reach";
import type { paths } from "../lib/api/schema";
import { language } from "../lib/i18n/words.svelte";
import { token } from "./session/auth";

/** Called when nobody is signed in any longer, so that the app can ask for it without losing the screen. */
let onSignedOut: () => void = () => undefined;
export function whenSignedOut(told: () => void): void {
  onSignedOut = told;
}

async function signed(request: Request): Promise<Response> {
  // read whole: a browser sends a body that is passed on as a stream over HTTP/2 alone
  const body = request.body ? await request.text() : null;
  const answer = await sent(request, body, await token());
  if (answer.status !== 401) return answer;
  // the token may have run out on the way; a fresh one settles it
  const fresh = await token(true).catch(() => null);
  const second = fresh ? await sent(request, body, fresh) : answer;
  if (second.status === 401) onSignedOut();
  return second;
}

function sent({ method, url, headers }: Request, body: string | null, bearer: string | null): Promise<Response> {
  const address = new URL(url);
  if (!address.searchParams.has("lang")) address.searchParams.set("lang", language());
  const named = new Headers(headers);
  if (bearer) named.set("Authorization", `Bearer ${bearer}`);
  return fetch(address, { method, headers: named, body, signal: AbortSignal.timeout(PATIENCE_MS) });
}

export const api = createClient<paths>({
  baseUrl: typeof window === "undefined" ? "" : window.location.origin,
  fetch: signed,
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** Ask something that changes nothing. Passing faults are tried again; a no is not. */
export async function read<Data>(ask: () => Promise<Answer<Data>>): Promise<Data> {
  const outcome = await persistently("the staff API", () => once(ask).catch(refusalOf));
  if (outcome instanceof Refused) throw outcome;
  return outcome;
}

function refusalOf(fault: unknown): Refused {
  if (fault instanceof Refused && fault.status < 500 && fault.status !== 429) return fault;
  throw fault;
}

/** Send something once; whoever sends it again sends the same `Idempotency-Key` or version. */
export async function once<Data>(ask: () => Promise<Answer<Data>>): Promise<Data> {
  let answer: Answer<Data>;
  try {
    answer = await ask();
  } catch (fault) {
    throw new Unreached("the staff API", 0, fault);
  }
  const { data, error, response } = answer;
  if (response.ok && data !== undefined) return data;
  const refusal = error as { code?: string; message?: string; problems?: Problem[] } | undefined;
  if (!refusal?.code) throw new Unreached(response.url, response.status);
  throw new Refused(response.status, refusal.code, refusal.message ?? "", refusal.problems ?? []);
}
