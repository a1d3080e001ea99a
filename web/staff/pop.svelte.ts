/**
 * Screen pop: a telephone opens `/staff/#/agent?tel=+13125550142` when somebody calls. The number stands behind the
 * `#`, which no server ever sees, and is taken out of the address before anything else happens, so that Back, a
 * bookmark or a copied address do not have it either.
 */
import { addressOf, readRoute } from "./route_address";

let waiting = $state("");

/** The number of a call that nobody has taken yet; empty when there is none. */
export const waitingCall = (): string => waiting;

export function takeCall(): string {
  const number = waiting;
  waiting = "";
  return number;
}

/** Take a number out of the window's address, if there is one. */
export function catchCall(): void {
  const { path, query } = readRoute(window.location.hash);
  const number = query.get("tel");
  if (number === null) return;
  query.delete("tel");
  window.history.replaceState(window.history.state, "", addressOf(path, Object.fromEntries(query)));
  waiting = number.replace(/[^\d+() .-]/g, "").trim().slice(0, 30);
}
