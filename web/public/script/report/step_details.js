/** Step 3: the questions of the type, and the resident's own words. */
import { element, fill, phoneLink } from "../element.js";
import { areas } from "../overlay.js";
import { isSending, photoField, photoIds } from "../photo_field.js";
import { alarm, clearProblems, showProblems } from "../problems.js";
import { say, sayWith } from "../words.js";
import { applying, problemsOf, questionField, stopper } from "./questions.js";

export function details(context) {
  const { service, change, go, draft: before } = context;
  const insisted = before.insisted ?? [];
  const problems = element("div", {});
  const danger = element("div", {});
  const questions = element("div", {});
  const words = element(
    "textarea",
    { id: "description", maxlength: 4000, "aria-describedby": "description-hint" },
    before.description,
  );
  words.addEventListener("input", () => change({ description: words.value.trim() }));
  const form = element(
    "form",
    { novalidate: true, on: { submit } },
    problems,
    element("p", { class: "soft small" }, say("details.place", { areas: areas(before.overlay) })),
    questions,
    danger,
    element(
      "div",
      { class: "field" },
      element(
        "label",
        { for: "description" },
        say("details.description"),
        " ",
        element("span", { class: "optional" }, say("optional")),
      ),
      element("p", { class: "hint", id: "description-hint" }, say("details.description_hint")),
      words,
    ),
    service.photo === "none" ? null : photos(),
    element("button", { class: "button" }, say("next")),
  );
  drawQuestions();
  return form;

  function photos() {
    return photoField({
      photos: () => context.draft.photos,
      change: (all) => change({ photos: all }),
      required: service.photo === "required",
    });
  }

  /** Draw the questions that apply; what stays keeps its control, so typing and focus are not disturbed. */
  function drawQuestions() {
    const asked = applying(service, context.draft, insisted);
    const standing = new Map([...questions.children].map((part) => [part.dataset.code, part]));
    const wanted = asked.map((question) => standing.get(question.code) ?? part(question));
    const gone = [...standing.values()].filter((old) => !wanted.includes(old));
    gone.forEach((old) => old.remove());
    wanted.forEach((each, at) => {
      if (questions.children[at] !== each) questions.insertBefore(each, questions.children[at] ?? null);
    });
    showDanger();
  }

  function part(question) {
    const field = questionField(question, context.draft.answers[question.code], (answer) => {
      change({ answers: { ...context.draft.answers, [question.code]: answer } });
      holder.append(danger);
      drawQuestions();
    });
    const holder = element("div", { "data-code": question.code }, field);
    return holder;
  }

  /** An answer that means danger is met at once, right below the question that got it. */
  function showDanger() {
    const found = stopper(service, context.draft);
    if (!found) {
      fill(danger);
      danger.dataset.shown = "";
    } else if (danger.dataset.shown !== found.message) {
      danger.dataset.shown = found.message;
      fill(danger, stopBox(found));
    }
  }

  function submit(event) {
    event.preventDefault();
    clearProblems(problems, form);
    showDanger();
    const box = danger.querySelector(".panel");
    if (box) {
      box.focus();
      return;
    }
    const wrong = [
      ...problemsOf(applying(service, context.draft, insisted), context.draft.answers),
      ...photoProblems(service, context.draft.photos),
    ];
    if (wrong.length) showProblems(problems, wrong);
    else go("send");
  }
}

/** What stands in the way of going on, as far as photos go. */
function photoProblems(service, photos) {
  if (isSending(photos)) return [{ field: "photos", text: say("photos.still_sending") }];
  const missing = service.photo === "required" && !photoIds(photos).length;
  return missing ? [{ field: "photos", text: say("photos.missing") }] : [];
}

/** What to do now, before and instead of any form. */
export function stopBox({ message, phone }) {
  const box = alarm(
    element("h2", {}, say("details.stop_title")),
    element("p", {}, message),
    phone ? element("p", {}, sayWith("emergency.call", { number: phoneLink(phone, { class: "phone big-number" }) })) : null,
    element("p", { class: "small" }, say("details.stop_mend")),
  );
  box.setAttribute("tabindex", "-1");
  return box;
}
