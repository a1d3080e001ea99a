import type { components } from "../../../lib/api/schema";
import type { Key } from "../words";

export type Scope = components["schemas"]["IssueApiKey"]["scopes"][number];

/** What a key may be allowed, the most harmless first. */
export const SCOPE_WORDS: Record<Scope, Key> = {
  submit: "scope.submit",
  update: "scope.update",
  read_private: "scope.read_private",
};
export const SCOPES = Object.keys(SCOPE_WORDS) as Scope[];
