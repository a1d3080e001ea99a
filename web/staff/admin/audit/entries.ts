/** What the entries of the audit log say. */
import type { components } from "../../../lib/api/schema";
import type { Key } from "../words";

export type AuditAction = components["schemas"]["AuditLog"]["entries"][number]["action"];

const WORDS: Record<AuditAction, Key> = {
  caller_found: "did.caller_found",
  contact_read: "did.contact_read",
  api_key_issued: "did.api_key_issued",
  api_key_revoked: "did.api_key_revoked",
  user_invited: "did.user_invited",
  user_changed: "did.user_changed",
  user_switched_off: "did.user_switched_off",
  user_switched_on: "did.user_switched_on",
  user_reset: "did.user_reset",
  rules_published: "did.rules_published",
  pack_published: "did.pack_published",
  pack_rolled_back: "did.pack_rolled_back",
  layer_imported: "did.layer_imported",
  cases_rerouted: "did.cases_rerouted",
};

export const wordsOf = (action: AuditAction): Key => WORDS[action];

/** Such as `2026-11`, in UTC, as the log keeps its months. */
export const monthNow = (now = new Date()): string => now.toISOString().slice(0, 7);
