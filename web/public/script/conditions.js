/**
 * Conditions of questions and stoppers, as domain/conditions.py reads them. The server decides; this twin only saves
 * residents a round trip, and knows of the map layers no more than the public does.
 */

/** @param {object|null} condition @param {{answers: object, overlay: Array}} facts */
export function holds(condition, facts) {
  if (!condition || Object.keys(condition).length === 0) return true;
  if (condition.all) return condition.all.every((part) => holds(part, facts));
  if (condition.any) return condition.any.some((part) => holds(part, facts));
  if (condition.not) return !holds(condition.not, facts);
  if (condition.answer) return matches(condition, asWords(facts.answers[condition.answer]));
  if (condition.overlay) return matches(condition, overlayWords(facts.overlay, condition));
  return false;
}

function asWords(answer) {
  if (answer === null || answer === undefined) return [];
  return Array.isArray(answer) ? answer.map(String) : [String(answer)];
}

function overlayWords(overlay, { overlay: layer, attribute }) {
  return overlay
    .filter((answer) => answer.layer === layer)
    .map((answer) => (attribute ? (answer.attributes[attribute] ?? "") : answer.feature_id));
}

function matches(condition, words) {
  if ("equals" in condition) return words.includes(String(condition.equals));
  if ("any_of" in condition) return condition.any_of.some((value) => words.includes(String(value)));
  return words.length > 0 === (condition.present ?? true);
}
