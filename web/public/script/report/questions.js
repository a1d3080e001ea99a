/** The questions of a service type as native controls. */
import { holds } from "../conditions.js";
import { element } from "../element.js";
import { say } from "../words.js";

/**
 * The questions that apply to these answers at this place.
 * @param {string[]} insisted  codes that the API asked for although we saw no reason: it knows more layers than we do
 */
export function applying(service, draft, insisted = []) {
  const facts = { answers: draft.answers, overlay: draft.overlay };
  return service.questions.filter((question) => insisted.includes(question.code) || holds(question.when, facts));
}

/** The first stopper that these answers call for, or undefined: danger comes before forms. */
export function stopper(service, draft) {
  const facts = { answers: draft.answers, overlay: draft.overlay };
  return service.stoppers.find(({ when }) => holds(when, facts));
}

/** What is wrong with the answers, as far as we can tell. */
export function problemsOf(asked, answers) {
  return asked.flatMap((question) => {
    const answer = answers[question.code];
    const missing = answer === undefined || answer === "" || (Array.isArray(answer) && answer.length === 0);
    if (question.type === "notice" || (missing && !question.required)) return [];
    const field = fieldOf(question);
    if (missing) return [{ field, text: say("details.missing", { label: question.label }) }];
    if (question.type !== "number" || typeof answer === "number") return [];
    return [{ field, text: say("details.no_number", { label: question.label }) }];
  });
}

/** The id of the (first) control of a question. */
export function fieldOf({ code, values, type }) {
  return type.endsWith("valuelist") && values.length ? `answer-${code}-${values[0].key}` : `answer-${code}`;
}

/** @param {(answer: unknown) => void} answered */
export function questionField(question, answer, answered) {
  if (question.type === "notice") return element("p", { class: "panel note", id: fieldOf(question) }, question.label);
  const hinted = question.required ? null : [" ", element("span", { class: "optional" }, say("optional"))];
  if (question.type.endsWith("valuelist")) return choices(question, answer, answered, hinted);
  const id = fieldOf(question);
  const control = typed(question, id, answer, answered);
  return element("div", { class: "field" }, element("label", { for: id }, question.label, hinted), control);
}

function choices(question, answer, answered, hinted) {
  const several = question.type === "multivaluelist";
  const chosen = new Set([answer ?? []].flat());
  const set = element(
    "fieldset",
    { class: "field" },
    element("legend", {}, question.label, hinted),
    several ? element("p", { class: "hint" }, say("details.several")) : null,
    question.values.map(({ key, name }) => {
      const id = `answer-${question.code}-${key}`;
      const box = element("input", {
        type: several ? "checkbox" : "radio",
        id,
        name: `answer-${question.code}`,
        value: key,
        checked: chosen.has(key),
      });
      return element("div", { class: "choice" }, box, element("label", { for: id }, name));
    }),
  );
  set.addEventListener("change", () => {
    const keys = [...set.querySelectorAll("input:checked")].map((box) => box.value);
    answered(several ? keys : keys[0]);
  });
  return set;
}

function typed({ type, required }, id, answer, answered) {
  const value = answer ?? "";
  if (type === "text") {
    const area = element("textarea", { id, maxlength: 4000, "aria-required": required ? "true" : null }, value);
    area.addEventListener("input", () => answered(area.value.trim()));
    return area;
  }
  const kind = { number: "number", datetime: "datetime-local" }[type] ?? "text";
  const input = element("input", {
    id,
    type: kind,
    value,
    class: kind === "text" ? null : "short",
    maxlength: kind === "text" ? 500 : null,
    step: kind === "number" ? "any" : null,
    "aria-required": required ? "true" : null,
  });
  input.addEventListener("input", () => {
    const text = input.value.trim();
    answered(type === "number" && text ? Number(text) : text);
  });
  return input;
}
