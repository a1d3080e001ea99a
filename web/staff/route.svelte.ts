/**
 * Which screen is shown is in the address, behind the `#`: `#/queue?department=parks`. So Back works, a screen can be
 * kept and sent to a colleague, and nothing of it reaches a server's log.
 */
export interface Route {
  /** Without slashes at its ends, such as `case/7QX-4CM-2WF`. */
  path: string;
  query: URLSearchParams;
}

export function readRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  return { path: path.replace(/\/+$/, ""), query: new URLSearchParams(query) };
}

export function addressOf(path: string, query: Record<string, string> = {}): string {
  const said = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return `#/${path}${said ? `?${said}` : ""}`;
}

const shown = $state({ route: readRoute("") });

export const route = (): Route => shown.route;

/** Follow the address from now on; what comes back stops it. */
export function followAddress(): () => void {
  const read = (): void => {
    shown.route = readRoute(window.location.hash);
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
