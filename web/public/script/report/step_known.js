/** Between steps 2 and 3: is it known already? Following an open report is better than a second one. */
import { get } from "../api.js";
import { distance, due, isPast, moment } from "../dates.js";
import { element, fill, focusOn } from "../element.js";
import { followForm } from "../follow.js";
import { say, sayCount, sayWith } from "../words.js";

/** Nearer than this nobody can tell two places apart. */
const HERE_M = 3;

/** Open reports near the point that may be the same thing. */
export async function likely({ service, draft }) {
  const { lat, long } = draft.point;
  const { duplicates } = await get("/api/v1/duplicates", { service_code: service.service_code, lat, long });
  return duplicates;
}

export async function known(context) {
  const found = await likely(context);
  const { change, go } = context;
  function different() {
    change({ not_duplicate_of: found.map((one) => one.service_request_id) });
    go("details");
  }
  const onward = element(
    "button",
    { type: "button", class: "button", on: { click: different } },
    say(found.length ? "known.different" : "next"),
  );
  return [
    element("p", {}, found.length ? sayCount("known.found", found.length) : say("known.none")),
    element("ul", { class: "plain-list" }, found.map((one) => element("li", {}, card(one, context)))),
    element("p", {}, onward),
  ];
}

function card(one, { city, finish }) {
  const number = one.service_request_id;
  const room = element("div", {});
  const title = element("h2", { id: `known-${number}` }, one.service_name);
  const same = element(
    "button",
    { type: "button", class: "button second", "aria-describedby": title.id, on: { click: follow } },
    say("known.same"),
  );
  function follow() {
    const form = followForm({ number, name: `follow-${number}` }, finish);
    fill(room, element("h3", {}, say("known.follow")), element("p", {}, statusLink(number)), form);
    focusOn(room.querySelector("h3"));
  }
  return element(
    "article",
    { class: "panel known", "aria-labelledby": title.id },
    title,
    element("p", { class: "soft" }, facts(one, city)),
    one.address ? element("p", {}, one.address) : null,
    one.description ? element("p", {}, one.description) : null,
    element("p", {}, element("strong", {}, one.status_text), ` – ${expected(one, city)}`),
    fill(room, same),
  );
}

function facts(one, city) {
  return [
    away(one.distance_m),
    say("known.since", { date: moment(one.requested_at, city.timezone) }),
    one.followers ? sayCount("request.follow_count", one.followers) : null,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** How far off it is, where that is public. */
function away(metres) {
  if (typeof metres !== "number") return say("known.near");
  return metres < HERE_M ? say("known.here") : say("known.away", { distance: distance(metres) });
}

function expected({ estimate }, city) {
  if (!estimate) return say("estimate.none");
  const date = due(estimate.expected_at, city.timezone);
  return say(isPast(estimate.expected_at) ? "estimate.late" : "estimate.expected", { date });
}

function statusLink(number) {
  return sayWith("known.read", { number: element("a", { href: `/request/#${number}`, class: "number" }, number) });
}
