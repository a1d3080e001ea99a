/** What went wrong, in words people can act on. */
import { Refused, type Problem } from "../../lib/api/ask";
import { Unreached } from "../../lib/api/reach";
import { pagesLanguage, say } from "../../lib/i18n/words.svelte";
import type { Refusal } from "../../lib/keep/outbox";

/** A problem of a form. `field` is the id of its control; `english` stands in English whatever is spoken. */
export interface Told {
  field: string;
  text: string;
  english?: string;
}

/** A sentence, or one of the API's that there is only in English. */
export type Sentence = Omit<Told, "field">;

/** Refusals that we have a sentence of our own for. */
const OURS = ["bad_input", "error", "try_again", "too_many", "too_large", "not_found", "invalid_location", "outside_city"] as const;

/**
 * The sentence for a failed call. The API's own sentences are English but for those that come from the city pack; in
 * other languages ours are shown, and its own only where we have none, marked as English.
 */
export function sentenceOf(fault: unknown): Sentence {
  if (!(fault instanceof Refused)) return { text: say(fault instanceof Unreached ? "error.unreached" : "error.error") };
  const { code, message } = fault;
  if (code === "emergency" || pagesLanguage() === "en") return { text: message };
  const ours = OURS.find((one) => one === code);
  return ours ? { text: say(`error.${ours}`) } : { text: "", english: message };
}

/** One problem of a refusal: ours where the language needs it, with the API's own beside it. */
export function problemOf({ problem, how_to_mend: mend }: Problem): Sentence {
  const theirs = [problem, mend].filter(Boolean).join(" ");
  return pagesLanguage() === "en" ? { text: theirs } : { text: say("error.check_this"), english: theirs };
}

/** What is wrong with a form that has one field, of which the city said no. */
export function problemsOfRefusal({ code, message, problems }: Refusal, field: string): Told[] {
  const [first] = problems;
  return [{ field, ...(first ? problemOf(first) : sentenceOf(new Refused(400, code, message, problems))) }];
}
