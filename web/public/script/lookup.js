/** Looking up a report by its tracking number. */
import { element } from "./element.js";
import { clearProblems, showProblems } from "./problems.js";
import { readNumber } from "./tracking.js";
import { say } from "./words.js";

/** @param {string} typed  what stands in the field at first */
export function lookupForm(typed = "") {
  const problems = element("div", {});
  const hint = element("p", { class: "hint", id: "tracking-hint" }, say("lookup.hint"));
  const input = element("input", {
    type: "text",
    id: "tracking",
    class: "short",
    value: typed,
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: 60,
    "aria-describedby": hint.id,
  });
  const form = element(
    "form",
    { novalidate: true, on: { submit: open } },
    problems,
    element("div", { class: "field" }, element("label", { for: "tracking" }, say("lookup.label")), hint, input),
    element("button", { class: "button second" }, say("lookup.open")),
  );

  function open(event) {
    event.preventDefault();
    clearProblems(problems, form);
    const read = readNumber(input.value);
    if (read.mistake) {
      showProblems(problems, [{ field: "tracking", text: say(`lookup.${read.mistake}`) }]);
      return;
    }
    const address = `/request/#${read.number}`;
    // On the status page itself the same number again is a wish to look again.
    if (window.location.pathname + window.location.hash === address) window.location.reload();
    else window.location.assign(address);
  }

  return form;
}
