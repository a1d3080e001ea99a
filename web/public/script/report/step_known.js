/** Between steps 2 and 3: is it known already? Following an open report is better than a second one. */
import { get } from "../api.js";
import { distance, due, isPast, moment } from "../dates.js";
import { element, fill, focusOn } from "../element.js";
import { followForm } from "../follow.js";
import { say, sayCount, sayWith } from "../words.js";
import { joinForm } from "./join.js";

/** Nearer than this nobody can tell two places apart. */
const HERE_M = 3;

/** Reports near the point that may be the same thing: open ones, then those closed a short while ago (`closed_at`). */
export async function likely({ service, draft }) {
  const { lat, long } = draft.point;
  const { duplicates, closed_before: closed = [] } = await get("/api/v1/duplicates", { service_code: service.service_code, lat, long });
  return [...duplicates, ...closed];
}

export async function known(context) {
  const found = await likely(context);
  const { change, go } = context;
  const numbers = found.map((one) => one.service_request_id);
  function different() {
    change({ not_duplicate_of: numbers, reopens: "" });
    go("details");
  }
  function again(number) {
    change({ reopens: number });
    go("details");
  }
  /** One of them is not it; when none is left, on to the questions. */
  function notThis(number) {
    const judged = [...new Set([...context.draft.not_duplicate_of, number])];
    change({ not_duplicate_of: judged });
    if (numbers.every((one) => judged.includes(one))) go("details");
  }
  const onward = element(
    "button",
    { type: "button", class: "button", on: { click: different } },
    say(found.length ? "known.different" : "next"),
  );
  return [
    introduction(found),
    element("ul", { class: "plain-list" }, found.map((one) => element("li", {}, card(one, context, { notThis, again })))),
    element("p", {}, onward),
  ];
}

/** What the list is about: what may be followed, and what may not have been fixed. */
function introduction(found) {
  const open = found.filter(({ closed_at: at }) => !at).length;
  return [
    open ? element("p", {}, sayCount("known.found", open)) : null,
    open < found.length ? element("p", {}, say("known.closed")) : null,
    found.length ? null : element("p", {}, say("known.none")),
  ];
}

function card(one, { city, finish, draft }, { notThis, again }) {
  const number = one.service_request_id;
  const room = element("div", {});
  const title = element("h2", { id: `known-${number}` }, one.service_name);
  const choice = (text, name, chosen) =>
    element(
      "button",
      { type: "button", class: "button second", "data-choice": name, "aria-describedby": title.id, on: { click: chosen } },
      text,
    );
  const choices = element(
    "div",
    { class: "choices" },
    one.closed_at
      ? choice(say("known.not_fixed"), "not-fixed", () => again(number))
      : [choice(say("known.same"), "follow", follow), choice(say("known.me_too"), "me-too", join)],
    choice(say("known.not_this"), "different", other),
  );
  function follow() {
    const form = followForm({ number, name: `follow-${number}` }, finish);
    fill(room, element("h3", {}, say("known.follow")), element("p", {}, statusLink(number)), form);
    focusOn(room.querySelector("h3"));
  }
  function join() {
    fill(room, joinForm(number, thank));
    focusOn(room.querySelector("h3"));
  }
  function thank(joined) {
    const thanks = element("h3", {}, say("known.joined_title"));
    fill(
      room,
      element("div", { class: "panel good" }, thanks, element("p", {}, sayCount("known.joined", joined + 1))),
      element("p", {}, statusLink(number)),
      followForm({ number, name: `follow-${number}` }),
    );
    finish();
    focusOn(thanks);
  }
  function other() {
    const noted = element("h3", {}, say("known.noted"));
    fill(room, noted);
    focusOn(noted);
    notThis(number);
  }
  const isJudged = draft.not_duplicate_of.includes(number);
  return element(
    "article",
    { class: "panel known", "aria-labelledby": title.id },
    title,
    element("p", { class: "soft" }, facts(one, city)),
    one.photo ? element("img", { class: "photo", src: one.photo.url, alt: say("known.photo"), loading: "lazy" }) : null,
    one.address || one.street ? element("p", {}, one.address || one.street) : null,
    one.description ? element("p", {}, one.description) : null,
    element("p", {}, element("strong", {}, one.status_text), ` – ${one.closed_at ? ended(one) : expected(one, city)}`),
    fill(room, isJudged ? element("p", {}, say("known.noted")) : choices),
  );
}

function facts(one, city) {
  return [
    away(one.distance_m),
    say("known.since", { date: moment(one.requested_at, city.timezone) }),
    one.followers ? sayCount("request.follow_count", one.followers) : null,
    one.joined ? sayCount("known.joined", one.joined + 1) : null,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** How far off it is, where that is public. */
function away(metres) {
  if (typeof metres !== "number") return say("known.near");
  return metres < HERE_M ? say("known.here") : say("known.away", { distance: distance(metres) });
}

const ended = ({ closed_days_ago: days, outcome_text: outcome }) =>
  [days ? sayCount("known.closed_ago", days) : say("known.closed_today"), outcome].filter(Boolean).join(" ");

function expected({ estimate }, city) {
  if (!estimate) return say("estimate.none");
  const date = due(estimate.expected_at, city.timezone);
  return say(isPast(estimate.expected_at) ? "estimate.late" : "estimate.expected", { date });
}

function statusLink(number) {
  return sayWith("known.read", { number: element("a", { href: `/request/#${number}`, class: "number" }, number) });
}
