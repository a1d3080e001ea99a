/**
 * Asking the public API where the outcome matters. Every answer is a document, a `Refused` (the city said no, and why)
 * or an `Unreached` (no answer came, so nobody knows what happened).
 */
import { noteBorrowed } from "../i18n/borrowed.svelte";
import { language } from "../i18n/words.svelte";
import { earlyAnswer } from "./early";
import { PATIENCE_MS, Unreached } from "./reach";

export interface Problem {
  /** Of the body, such as `answers.size`. */
  field: string;
  problem: string;
  how_to_mend: string;
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly problems: Problem[],
  ) {
    super(message);
  }
}

const PAUSES_MS = [600, 1_800];
/** The city is too busy, or this address asked too much: the same question may be answered later. */
const LATER = new Set([429, 503]);

/** How long somebody who wants to go on is kept by a question that can be asked later as well. */
const GLANCE_MS = 8_000;

type Query = Record<string, string | number>;

/** Read something. Passing faults are tried again. */
export function get<Data>(path: string, query: Query = {}, headers: Record<string, string> = {}): Promise<Data> {
  return persistently(() => call<Data>("GET", path, query, { headers }));
}

/** Read something that is of use only now: one try, and not for long. */
export function glance<Data>(path: string, query: Query = {}): Promise<Data> {
  return call<Data>("GET", path, query, { signal: AbortSignal.timeout(GLANCE_MS) });
}

/** Send something once. */
export function post<Data>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Data> {
  const options = { headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return call<Data>("POST", path, {}, options);
}

/** Send something that carries an Idempotency-Key, so that sending it again files nothing twice. */
export function postKeyed<Data>(
  path: string,
  body: unknown,
  key: string,
  headers: Record<string, string> = {},
): Promise<Data> {
  return persistently(() => post<Data>(path, body, { ...headers, "Idempotency-Key": key }));
}

/** Whether the same may be asked again later, unchanged, with another outcome. */
export const isPassing = (fault: unknown): boolean =>
  fault instanceof Unreached || (fault instanceof Refused && (LATER.has(fault.status) || fault.status >= 500));

async function persistently<Data>(attempt: () => Promise<Data>): Promise<Data> {
  for (const pause of PAUSES_MS) {
    try {
      return await attempt();
    } catch (fault) {
      const again = fault instanceof Unreached || (fault instanceof Refused && fault.status === 503);
      if (!again) throw fault;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return attempt();
}

async function call<Data>(method: string, path: string, query: Query, options: RequestInit): Promise<Data> {
  const address = new URL(path, window.location.origin);
  for (const [name, value] of Object.entries({ lang: language(), ...query })) address.searchParams.set(name, String(value));
  let answer: Response;
  let text: string;
  try {
    const early = method === "GET" ? await earlyAnswer(address.href) : null;
    answer = early ?? (await fetch(address, { method, signal: AbortSignal.timeout(PATIENCE_MS), ...options }));
    text = await answer.text();
  } catch (fault) {
    throw new Unreached(`${method} ${path}`, 0, fault);
  }
  const document = parsed(text);
  if (answer.ok && document !== null) {
    noteBorrowed(document);
    return document as Data;
  }
  // Without a document of ours the answer is from something in between, and tells us nothing of the outcome.
  const refusal = document as { code?: string; message?: string; problems?: Problem[] } | null;
  if (answer.ok || !refusal?.code) throw new Unreached(`${method} ${path}`, answer.status);
  throw new Refused(answer.status, refusal.code, refusal.message ?? "", refusal.problems ?? []);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
