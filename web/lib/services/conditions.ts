/**
 * Conditions of questions and stoppers, as domain/conditions.py reads them. The server decides; this twin only saves
 * residents a round trip, and knows of the map layers no more than the public does.
 */
import type { Answer, Condition, OverlayAnswer } from "./wire";

export interface Facts {
  answers: Record<string, Answer | undefined>;
  overlay: OverlayAnswer[];
}

export function holds(condition: Condition | null, facts: Facts): boolean {
  if (!condition || Object.keys(condition).length === 0) return true;
  if (condition.all) return condition.all.every((part) => holds(part, facts));
  if (condition.any) return condition.any.some((part) => holds(part, facts));
  if (condition.not) return !holds(condition.not, facts);
  if (condition.answer) return matches(condition, asWords(facts.answers[condition.answer]));
  if (condition.overlay) return matches(condition, overlayWords(facts.overlay, condition));
  return false;
}

function asWords(answer: Answer | undefined): string[] {
  if (answer === null || answer === undefined) return [];
  return Array.isArray(answer) ? answer.map(String) : [String(answer)];
}

function overlayWords(overlay: OverlayAnswer[], { overlay: layer, attribute }: Condition): string[] {
  return overlay
    .filter((answer) => answer.layer === layer)
    .map((answer) => (attribute ? (answer.attributes[attribute] ?? "") : answer.feature_id));
}

function matches(condition: Condition, words: string[]): boolean {
  if (condition.equals !== undefined) return words.includes(String(condition.equals));
  if (condition.any_of) return condition.any_of.some((value) => words.includes(String(value)));
  return words.length > 0 === (condition.present ?? true);
}
