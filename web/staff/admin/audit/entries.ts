/** What the entries of the audit log say, in words. */
import type { components } from "../../../lib/api/schema";
import { ROLE_NAMES } from "../users/people";
import { say, type Key } from "../words";

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
  user_codes_reset: "did.user_codes_reset",
  rules_published: "did.rules_published",
  pack_published: "did.pack_published",
  pack_rolled_back: "did.pack_rolled_back",
  layer_imported: "did.layer_imported",
  layers_withdrawn: "did.layers_withdrawn",
  cases_rerouted: "did.cases_rerouted",
};

export const wordsOf = (action: AuditAction): Key => WORDS[action];

/** Such as `2026-11`, in UTC, as the log keeps its months. */
export const monthNow = (now = new Date()): string => now.toISOString().slice(0, 7);

/** The last two years, the newest first: the months that may be asked for, and how they are called. */
export function monthsUntil(now: string, language: string): { month: string; words: string }[] {
  const inWords = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
  const [year = 0, month = 1] = now.split("-").map(Number);
  return Array.from({ length: 24 }, (_, before) => {
    const first = new Date(Date.UTC(year, month - 1 - before, 1));
    return { month: first.toISOString().slice(0, 7), words: inWords.format(first) };
  });
}

/** What an entry is about: a person by name, where the people are known; else as the log has it. */
export function aboutWords({ action, about }: { action: AuditAction; about: string }, people: ReadonlyMap<string, string>): string {
  return action.startsWith("user_") ? (people.get(about) ?? about) : about;
}

const each = (text: string, name: (code: string) => string): string => text.split(/,\s*/).map(name).join(", ");

const SCOPES: Record<string, Key> = { submit: "scope.submit", update: "scope.update", read_private: "scope.read_private" };

/** A detail of an entry as a sentence; nothing where it says nothing. What has no words here stands as it was kept. */
export function detailWords(name: string, value: string, departmentName: (code: string) => string): string {
  if (!value) return "";
  switch (name) {
    case "roles":
      return say("detail.roles", { value: each(value, ROLE_NAMES) });
    case "departments":
      return say("detail.departments", { value: each(value, departmentName) });
    case "scopes":
      return say("detail.scopes", { value: each(value, (code) => (SCOPES[code] ? say(SCOPES[code]) : code)) });
    case "per_hour":
      return say("detail.per_hour", { value });
    case "previous":
      return say("detail.previous", { value });
    case "rules_of":
      return say("detail.rules_of", { value });
    case "types":
      return say("detail.types", { value });
    case "cases":
      return say("detail.cases", { value });
    case "activate_at":
      return say("detail.activate_at", { value });
    case "force":
      return value === "true" ? say("detail.force") : "";
    default:
      return `${name}: ${value}`;
  }
}
