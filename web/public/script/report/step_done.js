/** The receipt: the number, what happens next, an honest date, and the link that only the reporter has. */
import { due } from "../dates.js";
import { element } from "../element.js";
import { announce } from "../frame.js";
import { say, sayWith } from "../words.js";
import { readFiled } from "./draft.js";

export function done({ city, begin }) {
  const filed = readFiled();
  const number = filed.service_request_id;
  // The door may be reached by another name than the one the API writes into links; the fragment is what counts.
  const link = `${window.location.origin}/request/${new URL(filed.follow_url).hash}`;
  return [
    element(
      "div",
      { class: "panel good" },
      element("p", {}, say("done.number")),
      element("p", { class: "number big-number", id: "number" }, number),
      element("p", {}, say("done.status", { status: filed.status_text })),
      dates(filed, city),
    ),
    filed.edited ? element("p", { class: "panel late" }, say("done.earlier_arrived")) : null,
    filed.duplicates.length ? alike(filed.duplicates) : null,
    element("h2", {}, say("done.next")),
    element("p", {}, say("done.next_text")),
    filed.email ? mailNote(filed.email) : null,
    element("h2", {}, say("done.link_title")),
    element("p", {}, say("done.link_text")),
    element("p", {}, element("a", { href: link, class: "address", id: "follow-link" }, link)),
    element(
      "div",
      { class: "buttons" },
      navigator.clipboard ? copyButton(link) : null,
      element("button", { type: "button", class: "button second", on: { click: () => begin(filed.next) } }, say("done.another")),
    ),
  ];
}

function dates({ estimate }, city) {
  if (!estimate) return element("p", {}, say("estimate.none"));
  if (estimate.basis === "closings") return element("p", {}, estimate.text);
  const date = element("strong", {}, due(estimate.expected_at, city.timezone));
  return element("p", {}, sayWith("estimate.expected", { date }), ` ${say("estimate.target")}`);
}

function mailNote(email) {
  return element("p", {}, sayWith("done.mail", { email: element("strong", { class: "address" }, email) }));
}

function alike(numbers) {
  const links = numbers.map((number, at) => [
    at ? ", " : null,
    element("a", { href: `/request/#${encodeURIComponent(number)}`, class: "number" }, number),
  ]);
  return element("p", { class: "panel note" }, say("done.similar"), " ", links);
}

function copyButton(link) {
  const button = element("button", { type: "button", class: "button second" }, say("done.copy"));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link);
      button.textContent = say("done.copied");
      announce(say("done.copied"));
    } catch {
      // The browser does not allow it; the link stands right above and can be copied by hand.
      announce(say("done.not_copied"));
      button.textContent = say("done.not_copied");
    }
  });
  return button;
}
