/** The public API with the types of its own description. */
import createClient from "openapi-fetch";
import { PATIENCE_MS } from "./reach";
import type { components, paths } from "./schema";

export type City = components["schemas"]["City"];
export type ServiceType = components["schemas"]["Services"]["services"][number];

export const api = createClient<paths>({
  baseUrl: typeof window === "undefined" ? "" : window.location.origin,
  fetch: (request: Request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) }),
});
