/** Which questions apply, and what is wrong with their answers as far as we can tell. */
import { holds } from "../../lib/services/conditions";
import type { Draft } from "./draft/draft";
import type { Told } from "../parts/problems";
import type { Answer, Question, Service, Stopper } from "./wire";
import { say } from "./words";

/** So few that they are asked on the page where the report is sent: whoever has little to say has few pages. */
const SHORT = 3;
export const isShort = ({ questions }: Pick<Service, "questions">): boolean =>
  questions.filter(({ type }) => type !== "notice").length <= SHORT;

/** The questions that apply to these answers at this place. */
export function applying(service: Service, draft: Draft): Question[] {
  const { answers, overlay, insisted } = draft;
  return service.questions.filter(({ code, when }) => insisted.includes(code) || holds(when, { answers, overlay }));
}

/** The first stopper that these answers call for: danger comes before forms. */
export function stopperOf(service: Service, { answers, overlay }: Draft): Stopper | undefined {
  return service.stoppers.find(({ when }) => holds(when, { answers, overlay }));
}

export const isMissing = (answer: Answer | undefined): boolean =>
  answer === undefined || answer === "" || (Array.isArray(answer) && answer.length === 0);

export function problemsOf(asked: Question[], answers: Draft["answers"]): Told[] {
  return asked.flatMap((question): Told[] => {
    const { label, type, required, code } = question;
    const answer = answers[code];
    if (type === "notice" || (isMissing(answer) && !required)) return [];
    const field = fieldOf(question);
    if (isMissing(answer)) return [{ field, text: say("details.missing", { label }) }];
    if (type !== "number" || typeof answer === "number") return [];
    return [{ field, text: say("details.no_number", { label }) }];
  });
}

export const isChoice = ({ type }: Question): boolean => type.endsWith("valuelist");

/** The id of the (first) control of a question. */
export function fieldOf(question: Question): string {
  const first = isChoice(question) ? question.values[0] : undefined;
  return first ? `answer-${question.code}-${first.key}` : `answer-${question.code}`;
}

/** An answer as its reader knows it: names, not keys. */
export function readable(question: Question, answer: Answer | undefined): string {
  const name = (key: string) => question.values.find((value) => value.key === key)?.name ?? key;
  return [answer ?? []]
    .flat()
    .map((each) => name(String(each)).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$/, "$1 $2"))
    .join(", ");
}
