/** A duplicate rule as the city pack has it. */
export interface Circle {
  group: string;
  radius_m: number;
  window_days: number;
  same_answers?: string[];
  same_asset?: boolean;
  statuses?: string[];
}
export type Rule = Circle | "off";

/** What the API tells of a rule; it has checked it. */
export const ruleOf = (told: unknown): Rule => (typeof told === "object" && told !== null ? (told as Circle) : "off");

export type Kind = "circle" | "off" | "pack";

/** The rule that a form means: what it does not ask about stays as it was; a type without a rule gets a group of its own. */
export function meant(kind: Kind, before: Rule, code: string, metres: number, days: number): Rule | "pack" {
  if (kind !== "circle") return kind;
  const kept = before === "off" ? { group: code } : before;
  return { ...kept, radius_m: metres, window_days: days };
}
