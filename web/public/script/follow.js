/** Asking for news of a report by e-mail. The mail that follows holds the link that says yes. */
import { post, Refused } from "./api.js";
import { element, fill, focusOn } from "./element.js";
import { clearProblems, problemText, sentence, showProblems } from "./problems.js";
import { say, sayWith, spoken } from "./words.js";

// As the API checks it (schemas/__init__.py): one @, something like a host after it, plain characters.
const EMAIL = /^[\x21-\x7e]+@[^@.]+(\.[^@.]+)+$/;

export function isEmail(text) {
  return EMAIL.test(text) && !/[<>,;"]/.test(text) && text.indexOf("@") === text.lastIndexOf("@");
}

/**
 * @param {{number: string, secret?: string, name?: string}} request  `secret` opens a private report
 * @param {() => void} [followed]  called when the mail is on its way
 */
export function followForm({ number, secret = "", name = "follow-email" }, followed = () => undefined) {
  const room = element("div", {});
  const problems = element("div", {});
  const hint = element("p", { class: "hint", id: `${name}-hint` }, say("follow.hint"));
  const input = element("input", {
    type: "email",
    id: name,
    autocomplete: "email",
    maxlength: 254,
    "aria-describedby": hint.id,
    spellcheck: "false",
  });
  const button = element("button", { class: "button second" }, say("follow.send"));
  const form = element(
    "form",
    { novalidate: true, on: { submit: send } },
    problems,
    element("div", { class: "field" }, element("label", { for: name }, say("follow.email")), hint, input),
    button,
  );

  async function send(event) {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    clearProblems(problems, form);
    const email = input.value.trim();
    if (!isEmail(email)) {
      showProblems(problems, [{ field: name, text: say("follow.email_wrong") }]);
      return;
    }
    button.setAttribute("aria-disabled", "true");
    try {
      const path = `/api/v1/requests/${encodeURIComponent(number)}/followers`;
      await post(path, { email, language: spoken() }, secret ? { "X-Follow-Secret": secret } : {});
    } catch (fault) {
      const told = fault instanceof Refused && fault.problems.length ? problemText(fault.problems[0]) : sentence(fault);
      showProblems(problems, [{ field: name, text: told }]);
      return;
    } finally {
      button.removeAttribute("aria-disabled");
    }
    const title = element("h3", {}, say("follow.sent_title"));
    const text = element("p", {}, sayWith("follow.sent", { email: element("strong", { class: "address" }, email) }));
    fill(room, element("div", { class: "panel good" }, title, text, element("p", { class: "small" }, say("follow.sent_more"))));
    focusOn(title);
    followed();
  }

  return fill(room, form);
}
