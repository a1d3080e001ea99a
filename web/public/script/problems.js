/**
 * What went wrong, in words people can act on: a sentence for each refusal, the summary at the top of a form, and
 * the note at each field.
 */
import { Refused, Unreached } from "./api.js";
import { element, focusOn } from "./element.js";
import { retitle } from "./frame.js";
import { has, say } from "./words.js";

/**
 * The sentence for a failed call. The API's own sentences are English but for those that come from the city pack;
 * in other languages ours are shown, and its own only where we have none, marked as English.
 * @returns {string|HTMLElement}
 */
export function sentence(fault) {
  if (!(fault instanceof Refused)) return say(fault instanceof Unreached ? "error.unreached" : "error.error");
  if (fault.code === "emergency" || document.documentElement.lang === "en") return fault.message;
  return has(`error.${fault.code}`) ? say(`error.${fault.code}`) : element("span", { lang: "en" }, fault.message);
}

/** One problem of a refusal: ours where the language needs it, with the API's own beside it. */
export function problemText({ problem, how_to_mend: mend }) {
  const theirs = [problem, mend].filter(Boolean).join(" ");
  if (document.documentElement.lang === "en") return theirs;
  return element("span", {}, `${say("error.check_this")} `, element("span", { lang: "en" }, theirs));
}

/** A box that is read out when it appears. */
export function alarm(...children) {
  return element("div", { class: "panel danger", role: "alert" }, ...children);
}

/**
 * The summary of all problems of a form, focused; each entry leads to its field.
 * @param {HTMLElement} place  emptied and filled
 * @param {Array<{field: string, text: string|Node}>} problems  `field` is the id of the control
 * @param {(field: string) => void} goTo
 */
export function showProblems(place, problems, goTo = focusField) {
  const entries = problems.map(({ field, text }) => {
    const shown = typeof text === "string" ? text : text.cloneNode(true);
    const link = element("a", { href: `#${field}` }, shown);
    link.addEventListener("click", (event) => {
      event.preventDefault(); // the fragment belongs to the page's steps
      goTo(field);
    });
    return element("li", {}, link);
  });
  const box = element(
    "div",
    { class: "panel danger problems", tabindex: "-1", "aria-labelledby": "problems-title" },
    element("h2", { id: "problems-title" }, say("problems.title")),
    element("ul", {}, entries),
  );
  place.replaceChildren(box);
  markFields(problems);
  retitle({ wrong: true });
  focusOn(box);
}

function markFields(problems) {
  for (const { field, text } of problems) {
    const control = document.getElementById(field);
    const group = control?.closest(".field");
    if (!group || group.querySelector(".wrong")) continue;
    const note = element("p", { class: "wrong", id: `${field}-wrong` }, typeof text === "string" ? text : text.cloneNode(true));
    group.classList.add("has-problem");
    const described = group.matches("fieldset") ? group : control;
    group.insertBefore(note, group.querySelector(":scope > .hint")?.nextSibling ?? group.children[1] ?? null);
    described.setAttribute("aria-describedby", `${note.id} ${described.getAttribute("aria-describedby") ?? ""}`.trim());
    if (control.matches("input, textarea, select") && described === control) control.setAttribute("aria-invalid", "true");
  }
}

/** Take the summary and all notes away again. */
export function clearProblems(place, form) {
  place.replaceChildren();
  retitle();
  for (const group of form.querySelectorAll(".has-problem")) {
    group.classList.remove("has-problem");
    group.querySelector(".wrong")?.remove();
  }
  for (const control of form.querySelectorAll("[aria-describedby]")) {
    const kept = control.getAttribute("aria-describedby").split(" ").filter((id) => !id.endsWith("-wrong"));
    if (kept.length) control.setAttribute("aria-describedby", kept.join(" "));
    else control.removeAttribute("aria-describedby");
    control.removeAttribute("aria-invalid");
  }
}

export function focusField(field) {
  const control = document.getElementById(field);
  if (!control) return;
  control.scrollIntoView({ block: "center" });
  control.focus();
}
