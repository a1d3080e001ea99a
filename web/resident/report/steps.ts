/** The steps of a report. Each has an address (#what, #where ...), so the browser's Back works. */
import type { Key } from "./words";

export const STEPS = ["what", "where", "known", "details", "send", "waiting", "done", "elsewhere"] as const;
export type Step = (typeof STEPS)[number];

export const TITLES: Record<Step, Key> = {
  what: "what.title",
  where: "where.title",
  known: "known.title",
  details: "details.title",
  send: "send.title",
  waiting: "outbox.kept_title",
  done: "done.title",
  elsewhere: "elsewhere.title",
};

/** The steps that are counted for the reader; a short report has its questions on the page where it is sent. */
const COUNTED: Step[] = ["what", "where", "details", "send"];
const COUNTED_SHORT: Step[] = ["what", "where", "send"];
export const countedSteps = (isShort: boolean): number => (isShort ? COUNTED_SHORT : COUNTED).length;

/** Which of the counted steps it is, from 1; 0 when it is none. */
export const placeOf = (step: Step, isShort: boolean): number =>
  (isShort ? COUNTED_SHORT : COUNTED).indexOf(step === "known" ? "where" : step) + 1;

/** What a step needs to be known: its own address is not enough after a reload. */
export interface Known {
  hasType: boolean;
  hasPoint: boolean;
  hasReceipt: boolean;
  hasWaiting: boolean;
}

/** The step of the address, or the first one whose question is still open. */
export function stepOf(hash: string, { hasType, hasPoint, hasReceipt, hasWaiting }: Known): Step {
  const wanted = STEPS.find((step) => step === hash.replace(/^#/, ""));
  if (wanted === "done" && hasReceipt) return "done";
  if (wanted === "waiting" && hasWaiting) return "waiting";
  if (!wanted || !hasType || wanted === "done" || wanted === "waiting" || wanted === "elsewhere") return "what";
  if (wanted !== "what" && !hasPoint) return "where";
  return wanted;
}
