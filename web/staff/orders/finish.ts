/**
 * Ending a work order: what is asked for, what is missing, what is sent. The process of the work says which outcomes
 * there are and what each needs; the city checks all of it again.
 */
import type { components } from "../../lib/api/schema";
import { goingAlong, type KeptPhoto } from "../../lib/photos/photos";
import type { Me } from "../rights";

export type WorkOrder = components["schemas"]["WorkOrder"];
export type Outcome = WorkOrder["outcomes"][number];
export type RefusalReason = Me["reasons"]["refusal"][number];
type Count = WorkOrder["counts"]["quantities"][number];

/** What a person has said so far. */
export interface FinishDraft {
  way: "" | "done" | "refused";
  outcome: string;
  reason: string;
  sentence: string;
  note: string;
  /** As they were typed, by `quantities.<code>` and `materials.<code>`. */
  amounts: Record<string, string>;
  photos: KeptPhoto[];
}

export const EMPTY: FinishDraft = { way: "", outcome: "", reason: "", sentence: "", note: "", amounts: {}, photos: [] };
export const MOST_LETTERS = 500;

/** What is sent; the photos' ids come to it when they have been sent. */
export interface Finish {
  action: "complete" | "refuse";
  body: {
    outcome?: string;
    reason?: string;
    sentence?: string;
    note?: string;
    quantities?: Record<string, number>;
    materials?: Record<string, number>;
  };
  photos: KeptPhoto[];
}

/** Something that is missing or wrong: which field (`outcome`, `quantities.holes`), and the key and values of its words. */
export interface Missing {
  field: string;
  words: "outcome" | "reason" | "which" | "sentence" | "photo" | "number" | "most" | "amount";
  values: Record<string, string | number>;
}

/** The outcomes that a refusal with this reason can mean (as the city decides it, domain/work_report.py). */
export function meant(outcomes: readonly Outcome[], reason: RefusalReason): Outcome[] {
  const same = outcomes.filter(({ status }) => status === reason.status);
  const named = same.filter(({ reasons }) => reasons.includes(reason.code));
  return named.length > 0 ? named : same.filter(({ reasons }) => reasons.length === 0);
}

/** Reasons with which this work can end. */
export const reasonsFor = (order: WorkOrder, reasons: readonly RefusalReason[]): RefusalReason[] =>
  reasons.filter((reason) => meant(order.outcomes, reason).length > 0);

/** Outcomes that are chosen as they are: all but those that a reason leads to. */
export const directOutcomes = (order: WorkOrder, reasons: readonly RefusalReason[]): Outcome[] => {
  const led = new Set(reasonsFor(order, reasons).flatMap((reason) => meant(order.outcomes, reason).map(({ code }) => code)));
  return order.outcomes.filter(({ code }) => !led.has(code));
};

/** Outcomes among which a refusal still has to choose. */
export const choicesOf = (order: WorkOrder, draft: FinishDraft, reasons: readonly RefusalReason[]): Outcome[] => {
  const reason = reasons.find(({ code }) => code === draft.reason);
  return draft.way === "refused" && reason ? meant(order.outcomes, reason) : [];
};

/** The outcome that the draft comes to; undefined while that is open. */
export function outcomeOf(order: WorkOrder, draft: FinishDraft, reasons: readonly RefusalReason[]): Outcome | undefined {
  if (draft.way === "done") return order.outcomes.find(({ code }) => code === draft.outcome);
  const choices = choicesOf(order, draft, reasons);
  return choices.length === 1 ? choices[0] : choices.find(({ code }) => code === draft.outcome);
}

/** What is counted, with the names of its fields. */
export const countsOf = (order: WorkOrder): (Count & { field: string; part: "quantities" | "materials" })[] =>
  (["quantities", "materials"] as const).flatMap((part) =>
    order.counts[part].map((count) => ({ ...count, part, field: `${part}.${count.code}` })),
  );

/** A number as people write it, with a point or a comma; null when it is none. */
export function readAmount(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  return /^\d{1,7}(\.\d{1,3})?$/.test(plain) ? Number(plain) : null;
}

/** Everything that is missing or wrong, in the order of the form. */
export function missing(order: WorkOrder, draft: FinishDraft, reasons: readonly RefusalReason[]): Missing[] {
  const found: Missing[] = [];
  const lacks = (field: string, words: Missing["words"], values: Missing["values"] = {}): unknown => found.push({ field, words, values });
  const outcome = outcomeOf(order, draft, reasons);
  if (draft.way === "refused" && !draft.reason) lacks("reason", "reason");
  else if (draft.way === "refused" && !outcome) lacks("which", "which");
  else if (!outcome) lacks("outcome", "outcome");
  if (outcome?.sentence === "required" && !draft.sentence.trim()) lacks("sentence", "sentence");
  if (outcome?.photo === "required" && goingAlong(draft.photos).length === 0) lacks("photo_ids", "photo");
  if (draft.way !== "done") return found;
  for (const { field, name, unit, required, most } of countsOf(order)) {
    const text = draft.amounts[field]?.trim() ?? "";
    const amount = readAmount(text);
    if (!text) {
      if (required && outcome?.status === "done") lacks(field, "amount", { name });
    } else if (amount === null) lacks(field, "number", { name });
    else if (most !== null && amount > most) lacks(field, "most", { name, most, unit });
  }
  return found;
}

/** What goes to the city. Amounts are counted only of work that was done as an outcome says it. */
export function finishOf(order: WorkOrder, draft: FinishDraft, reasons: readonly RefusalReason[]): Finish {
  const outcome = outcomeOf(order, draft, reasons)?.code ?? "";
  const words = {
    ...(draft.sentence.trim() && { sentence: draft.sentence.trim() }),
    ...(draft.note.trim() && { note: draft.note.trim() }),
  };
  const photos = goingAlong(draft.photos);
  if (draft.way === "refused") return { action: "refuse", body: { reason: draft.reason, outcome, ...words }, photos };
  const counted = { quantities: {} as Record<string, number>, materials: {} as Record<string, number> };
  for (const { field, part, code } of countsOf(order)) {
    const amount = readAmount(draft.amounts[field] ?? "");
    if (amount !== null) counted[part][code] = amount;
  }
  const amounts = Object.fromEntries(Object.entries(counted).filter(([, all]) => Object.keys(all).length > 0));
  return { action: "complete", body: { outcome, ...words, ...amounts }, photos };
}

/**
 * Whether the work order ended by what we sent. A step that somebody else took in the same way just before is answered
 * as if it were ours; only what stands on the work order tells the two apart.
 */
export function isOurs(order: WorkOrder, { body }: Pick<Finish, "body">, photoIds: readonly string[]): boolean {
  const sentence = (body.sentence ?? "").split(/\s+/).filter(Boolean).join(" ");
  const same = (one: Record<string, number>, other: Record<string, number> = {}): boolean =>
    Object.entries(one).length === Object.keys(other).length && Object.entries(one).every(([code, amount]) => other[code] === amount);
  return (
    order.sentence === sentence &&
    [...order.photo_ids].sort().join() === [...photoIds].sort().join() &&
    same(order.quantities as Record<string, number>, body.quantities) &&
    same(order.materials as Record<string, number>, body.materials)
  );
}
