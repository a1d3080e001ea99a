/**
 * Which screen is shown is in the address, behind the `#`: `#/queue?department=parks`. So Back works, a screen can be
 * kept and sent to a colleague, and nothing of it reaches a server's log.
 */
import { catchCall } from "./pop.svelte";
import { addressOf, readRoute, type Route } from "./route_address";

export { addressOf, readRoute, type Route } from "./route_address";

const shown = $state({ route: readRoute("") });

export const route = (): Route => shown.route;

/** Follow the address from now on; what comes back stops it. */
export function followAddress(): () => void {
  const read = (): void => {
    catchCall();
    const now = readRoute(window.location.hash);
    const { path, query } = shown.route;
    // the same address as before is no step: a telephone opens it again for each call
    if (now.path !== path || now.query.toString() !== query.toString()) shown.route = now;
  };
  read();
  window.addEventListener("hashchange", read);
  return () => window.removeEventListener("hashchange", read);
}

export function go(path: string, query: Record<string, string> = {}): void {
  window.location.hash = addressOf(path, query).slice(1);
}

/** Change the questions of the same screen, without a step for Back. */
export function refine(query: Record<string, string>): void {
  window.history.replaceState(window.history.state, "", addressOf(shown.route.path, query));
  shown.route = readRoute(window.location.hash);
}
