/**
 * The public API. Every answer is a document, a `Refused` (the city said no, and why) or an `Unreached` (no answer
 * came, so nobody knows what happened; asking again is safe wherever this module asks again by itself).
 */
import { spoken } from "./words.js";

const PATIENCE_MS = 20_000;
const PAUSES_MS = [600, 1_800];

export class Refused extends Error {
  /** @param {number} status @param {{code: string, message: string, problems: Array}} document */
  constructor(status, document) {
    super(document.message);
    this.status = status;
    this.code = document.code;
    this.problems = document.problems ?? [];
  }
}

export class Unreached extends Error {}

/** Read something. Passing faults are tried again. */
export function get(path, query = {}, headers = {}) {
  return persistently(() => call("GET", path, query, { headers }));
}

/** Send something once. */
export function post(path, body, headers = {}) {
  return call("POST", path, {}, { headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** Send something that carries an Idempotency-Key, so that sending it again files nothing twice. */
export function postKeyed(path, body, key) {
  return persistently(() => post(path, body, { "Idempotency-Key": key }));
}

async function persistently(attempt) {
  for (const pause of PAUSES_MS) {
    try {
      return await attempt();
    } catch (fault) {
      const passing = fault instanceof Unreached || (fault instanceof Refused && fault.status === 503);
      if (!passing) throw fault;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return attempt();
}

async function call(method, path, query, options) {
  const address = new URL(path, window.location.origin);
  for (const [name, value] of Object.entries({ ...query, lang: spoken() })) address.searchParams.set(name, value);
  let answer;
  let text;
  try {
    answer = await fetch(address, { method, signal: AbortSignal.timeout(PATIENCE_MS), ...options });
    text = await answer.text();
  } catch (fault) {
    throw new Unreached(`${method} ${path}`, { cause: fault });
  }
  const document = parsed(text);
  if (answer.ok && document) return document;
  // Without a document of ours the answer is from something in between, and tells us nothing of the outcome.
  if (answer.ok || !document?.code) throw new Unreached(`${method} ${path}: ${answer.status}`);
  throw new Refused(answer.status, document);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
