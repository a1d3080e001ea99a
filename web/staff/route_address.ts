/** Addresses of screens, as text. */
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
