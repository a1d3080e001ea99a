/** What the reporter or a follower may say on the status page: the answer to the city's question, and "not fixed". */
import { post, Refused } from "./api.js";
import { moment } from "./dates.js";
import { element, fill } from "./element.js";
import { clearProblems, problemText, sentence, showProblems } from "./problems.js";
import { say, sayWith } from "./words.js";

/** The city's question with a form for the answer, which only the reporter gets. */
export function answerForm({ service_request_id: number, question }, { secret }, { timezone }, said) {
  const until = question.answer_by && say("reply.answer_by", { date: moment(question.answer_by, timezone) });
  return element(
    "section",
    { class: "panel note", id: "question", "aria-labelledby": "question-title" },
    element("h2", { id: "question-title" }, say("reply.question_title")),
    element("p", {}, element("strong", {}, question.text)),
    until ? element("p", {}, until) : null,
    form({
      name: "answer",
      label: say("reply.answer"),
      button: say("reply.answer_send"),
      most: 2000,
      missing: say("reply.answer_missing"),
      send: (answer) => post(`${path(number)}/answer`, { answer }, { "X-Follow-Secret": secret }),
      said: () => said(say("reply.answered")),
    }),
  );
}

/** "Not fixed": the reporter says so with the follow secret, a follower with the token of a mail. */
export function notFixedForm({ service_request_id: number, reopen_until: until }, { secret, token }, { timezone }, said) {
  return element(
    "section",
    { class: "panel note", id: "not-fixed", "aria-labelledby": "not-fixed-title" },
    element("h2", { id: "not-fixed-title" }, say("reply.not_fixed_title")),
    element("p", {}, sayWith("reply.not_fixed_until", { date: moment(until, timezone) })),
    form({
      name: "reason",
      label: say("reply.reason"),
      button: say("reply.not_fixed_send"),
      most: 1000,
      send: (reason) =>
        post(
          `${path(number)}/reopen`,
          { ...(reason && { reason }), ...(token && { token }) },
          secret ? { "X-Follow-Secret": secret } : {},
        ),
      said: () => said(say("reply.reopened")),
    }),
  );
}

const path = (number) => `/api/v1/requests/${encodeURIComponent(number)}`;

/** One text and a button. `missing` is said when nothing was written and something must be. */
function form({ name, label, button: words, most, missing, send, said }) {
  const problems = element("div", {});
  const area = element("textarea", { id: name, rows: 3, maxlength: most, "aria-required": missing ? "true" : null });
  const button = element("button", { class: "button" }, words);
  const room = element(
    "form",
    { novalidate: true, on: { submit } },
    problems,
    element("div", { class: "field" }, element("label", { for: name }, label), area),
    button,
  );

  async function submit(event) {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    clearProblems(problems, room);
    const text = area.value.trim();
    if (missing && !text) {
      showProblems(problems, [{ field: name, text: missing }]);
      return;
    }
    button.setAttribute("aria-disabled", "true");
    try {
      await send(text);
    } catch (fault) {
      const told = fault instanceof Refused && fault.problems.length ? problemText(fault.problems[0]) : sentence(fault);
      showProblems(problems, [{ field: name, text: told }]);
      button.removeAttribute("aria-disabled");
      return;
    }
    await said();
  }

  return fill(element("div", {}), room);
}
