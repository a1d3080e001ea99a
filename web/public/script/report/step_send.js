/** Step 4: how to reach you (if you like), a look at everything, and sending. */
import { postKeyed, Refused } from "../api.js";
import { element, focusOn, fill } from "../element.js";
import { isEmail } from "../follow.js";
import { announce } from "../frame.js";
import { randomName } from "../keep.js";
import { areas } from "../overlay.js";
import { photoIds } from "../photo_field.js";
import { writePoint } from "../place.js";
import { alarm, clearProblems, problemText, sentence, showProblems } from "../problems.js";
import { say, spoken } from "../words.js";
import { bodyOf, nextDraftHere } from "./draft.js";
import { applying, fieldOf, problemsOf, stopper } from "./questions.js";
import { stopBox } from "./step_details.js";

const PHONE = /^[+0-9() .-]{5,30}$/;

export function send(context) {
  const { service, change, go, goWith } = context;
  const problems = element("div", {});
  const outcome = element("div", {});
  const email = contactInput("email", "email", 254, "email");
  const phone = contactInput("phone", "tel", 30, "tel");
  const button = element("button", { class: "button", id: "send" }, say("send.send"));
  const asked = () => applying(service, context.draft, context.draft.insisted);
  return element(
    "form",
    { novalidate: true, on: { submit } },
    problems,
    element("h2", {}, say("send.contact")),
    element("p", { class: "soft" }, say("send.contact_hint")),
    contactField("email", email),
    contactField("phone", phone),
    element("h2", {}, say("send.check")),
    element("dl", {}, summary()),
    element("p", { class: "soft small" }, say(`send.privacy_${service.privacy}`)),
    outcome,
    button,
  );

  function contactInput(name, type, maxlength, autocomplete) {
    const value = context.draft[name];
    const describedBy = `${name}-hint`;
    const input = element("input", { type, id: name, maxlength, autocomplete, value, "aria-describedby": describedBy });
    input.addEventListener("input", () => change({ [name]: input.value.trim() }));
    return input;
  }

  function contactField(name, input) {
    return element(
      "div",
      { class: "field" },
      element("label", { for: name }, say(`send.${name}`), " ", element("span", { class: "optional" }, say("optional"))),
      element("p", { class: "hint", id: `${name}-hint` }, say(`send.${name}_hint`)),
      input,
    );
  }

  function summary() {
    const { draft } = context;
    const place = [draft.address, areas(draft.overlay), writePoint(draft.point)].filter(Boolean).join("\n");
    const answers = asked()
      .filter(({ code, type }) => type !== "notice" && [draft.answers[code] ?? []].flat().length)
      .map((question) => [question.label, readable(question, draft.answers[question.code]), "details"]);
    const rows = [
      [say("send.what"), service.service_name, "what"],
      [say("send.where"), place, "where"],
      ...answers,
      [say("details.description"), draft.description || say("send.nothing"), "details"],
      ...(service.photo === "none" ? [] : [[say("photos.label"), photosTold(draft.photos), "details"]]),
    ];
    return rows.map(([term, told, step]) =>
      element(
        "div",
        { class: "summary-row" },
        element("dt", {}, term),
        element("dd", { class: "text" }, told),
        element("dd", { class: "change" }, changeButton(term, step)),
      ),
    );
  }

  function changeButton(term, step) {
    return element(
      "button",
      { type: "button", class: "quiet", on: { click: () => go(step) } },
      say("send.change"),
      element("span", { class: "hidden-text" }, ` (${term})`),
    );
  }

  async function submit(event) {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    clearProblems(problems, event.target);
    fill(outcome);
    const { draft } = context;
    const danger = stopper(service, draft);
    if (danger) {
      showOutcome(stopBox(danger));
      return;
    }
    const missing = problemsOf(asked(), draft.answers);
    if (missing.length) {
      goWith("details", () => showProblems(document.querySelector("#report form > div"), missing));
      return;
    }
    const wrong = contactProblems(draft);
    if (wrong.length) {
      showProblems(problems, wrong);
      return;
    }
    button.setAttribute("aria-disabled", "true");
    button.textContent = say("send.sending");
    announce(say("send.sending"));
    try {
      await file(bodyOf(draft, asked(), spoken()));
    } finally {
      button.removeAttribute("aria-disabled");
      button.textContent = say("send.send");
    }
  }

  /** Send what is still unanswered, or `body`. Only a clear answer ends it. */
  async function file(body) {
    const earlier = context.draft.unanswered;
    const sent = earlier ?? body;
    const edited = JSON.stringify(sent) !== JSON.stringify(body);
    change({ unanswered: sent });
    let filed;
    try {
      filed = await postKeyed("/api/v1/requests", sent, context.draft.key);
    } catch (fault) {
      const answered = fault instanceof Refused && fault.status < 500;
      if (answered) change({ unanswered: null });
      if (!answered) showOutcome(unknownBox());
      // The earlier try was refused; what has been changed since may be accepted.
      else if (edited) await file(body);
      else refused(fault);
      return;
    }
    context.filed({ ...filed, edited, email: sent.reporter?.email ?? "", next: nextDraftHere(context.draft) });
  }

  function unknownBox() {
    return alarm(element("h2", {}, say("send.unknown_title")), element("p", {}, say("send.unknown")));
  }

  function refused(fault) {
    const told = fault.problems.map((problem) => ({ ...fieldFor(problem.field), text: problemText(problem) }));
    const insisted = told.map(({ code }) => code).filter(Boolean);
    if (insisted.length) change({ insisted: [...new Set([...(context.draft.insisted ?? []), ...insisted])] });
    const step = told.find((one) => one.step !== "send")?.step;
    // Another tab sent this draft with other words. It is a report of its own from here on.
    if (fault.code === "idempotency_key_reused") {
      change({ key: randomName() });
      showOutcome(alarm(element("p", {}, say("send.key_reused"))));
    } else if (fault.code === "emergency") showOutcome(stopBox({ message: fault.message, phone: null }));
    else if (fault.code === "outside_city" || !told.length) showOutcome(alarm(element("p", {}, sentence(fault))));
    else if (!step) showProblems(problems, told);
    else goWith(step, () => showProblems(document.querySelector("#report form > div"), told));
  }

  /** Where a field of the API stands in these pages. */
  function fieldFor(name) {
    const code = /^answers\.(.+)$/.exec(name)?.[1];
    const question = service.questions.find((each) => each.code === code);
    if (question) return { step: "details", field: fieldOf(question), code };
    if (name === "lat" || name === "long") return { step: "where", field: "point" };
    if (name === "address") return { step: "where", field: "address" };
    if (name === "photo_ids") return { step: "details", field: "photos" };
    if (name === "description") return { step: "details", field: "description" };
    return { step: "send", field: { "reporter.email": "email", "reporter.phone": "phone" }[name] ?? "send" };
  }

  function showOutcome(box) {
    fill(outcome, box);
    focusOn(box);
  }
}

function photosTold(photos) {
  const count = photoIds(photos).length;
  return count ? say("photos.count", { count }) : say("photos.none");
}

function contactProblems({ email, phone }) {
  return [
    email && !isEmail(email) && { field: "email", text: say("follow.email_wrong") },
    phone && !PHONE.test(phone) && { field: "phone", text: say("send.phone_wrong") },
  ].filter(Boolean);
}

/** An answer as its reader knows it: names, not keys. */
function readable(question, answer) {
  const name = (key) => question.values.find((value) => value.key === key)?.name ?? key;
  return [answer].flat().map((each) => String(name(each)).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$/, "$1 $2")).join(", ");
}
