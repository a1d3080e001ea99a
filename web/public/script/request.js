/** One report: how it stands, who has it, what happened so far, and a way to hear of what comes. */
import { get, Refused } from "./api.js";
import { due, isPast, moment } from "./dates.js";
import { element, fill, focusOn, phoneLink } from "./element.js";
import { followForm } from "./follow.js";
import { announce, retitle, start } from "./frame.js";
import { lookupForm } from "./lookup.js";
import { overlayFacts } from "./overlay.js";
import { alarm, sentence } from "./problems.js";
import { writePoint } from "./place.js";
import { answerForm, notFixedForm } from "./reply.js";
import { readFragment, readNumber } from "./tracking.js";
import { say, sayCount, sayWith } from "./words.js";

const CLOSED = new Set(["done", "could_not_be_done", "not_ours", "duplicate"]);

let city;
let title = () => say("request.page_title");
const room = document.getElementById("request");

window.addEventListener("hashchange", async () => {
  if (!city) return; // the first drawing reads the new number anyway
  await show(city);
  focusOn(document.querySelector("#request h1"));
});

async function show(of) {
  city = of;
  const { text, ...keys } = readFragment(window.location.hash);
  const { secret } = keys;
  const read = readNumber(text);
  if (read.mistake) {
    ask(read.mistake === "empty" ? null : say(`lookup.${read.mistake}`), text);
    return;
  }
  announce(say("wait"));
  let request;
  try {
    const headers = secret ? { "X-Follow-Secret": secret } : {};
    request = await get(`/api/v1/requests/${encodeURIComponent(read.number)}`, {}, headers);
  } catch (fault) {
    if (fault instanceof Refused && fault.status === 404) ask(say("request.not_found", { number: read.number }), text);
    else ask(sentence(fault), text);
    return;
  }
  draw(request, keys);
}

/** The form for a number, with what was wrong with the last one. */
function ask(problem, typed) {
  title = () => say("request.page_title");
  fill(
    room,
    element("h1", {}, say("lookup.title")),
    problem && alarm(element("p", {}, problem)),
    lookupForm(typed),
    element("p", { class: "soft" }, say("lookup.lost")),
  );
  retitle({ wrong: Boolean(problem) });
}

/** `keys`: the follow secret of the reporter, or the token of a follower's mail. */
function draw(request, keys) {
  const { secret } = keys;
  const number = request.service_request_id;
  const closed = CLOSED.has(request.status);
  title = () => say("request.title", { service: request.service_name, number });
  retitle();
  fill(
    room,
    element("p", { class: "soft" }, sayWith("request.number", { number: element("strong", { class: "number" }, number) })),
    element("h1", {}, request.service_name),
    state(request, closed),
    replies(request, keys),
    secret && "description" in request ? keepLink(number) : null,
    element("h2", {}, say("request.so_far")),
    element("ol", { class: "timeline" }, request.timeline.map(happening)),
    photos(request),
    element("p", {}, refreshButton()),
    closed ? null : [element("h2", {}, say("follow.title")), followForm({ number, secret })],
    element("h2", {}, say("request.details")),
    details(request),
    where(request),
  );
  announce(say("request.loaded", { service: request.service_name, status: request.status_text }));
}

/** What this reader may say: the reporter is known by what the answer holds for them alone. */
function replies(request, keys) {
  const mine = keys.secret && "photo_ids" in request;
  const mayReopen = request.reopen_until && !isPast(request.reopen_until);
  if (mine && request.question) return answerForm(request, keys, city, thanked);
  if (mayReopen && (mine || keys.token)) return notFixedForm(request, mine ? keys : { token: keys.token }, city, thanked);
  if (!mayReopen) return null;
  const link = element("a", { href: `/report/?type=${encodeURIComponent(request.service_code)}` }, say("reply.report_again"));
  return element("p", {}, sayWith("reply.not_fixed_others", { link }));
}

/** The page anew, with what was done on top of it. */
async function thanked(text) {
  await show(city);
  const thanks = element("p", { class: "panel good", id: "thanks", tabindex: "-1" }, text);
  document.getElementById("state")?.before(thanks);
  focusOn(thanks);
}

function state(request, closed) {
  return element(
    "div",
    { class: `panel ${tone(request)}`, id: "state" },
    element("p", { class: "status" }, request.status_text),
    element("p", {}, say(`status.${request.status}`)),
    request.outcome_text ? element("p", {}, request.outcome_text) : null,
    closed ? closedOn(request) : dates(request),
  );
}

/** Green is for done alone: what was refused or passed on never looks like it. */
function tone(request) {
  if (request.status === "done") return "good";
  return late(request) ? "late" : "note";
}

const late = (request) => request.estimate && isPast(request.estimate.expected_at);

function closedOn({ closed_at: at }) {
  return at ? element("p", {}, say("request.closed_on", { date: moment(at, city.timezone) })) : null;
}

/** What was learned from closed reports, else the city's target, called what it is; and when it has passed, that is said. */
function dates(request) {
  if (!request.estimate) return element("p", {}, say(request.status === "waiting" ? "estimate.waiting" : "estimate.none"));
  if (request.estimate.basis === "closings") return element("p", {}, request.estimate.text);
  const date = due(request.estimate.expected_at, city.timezone);
  return late(request)
    ? element("p", {}, element("strong", {}, say("estimate.late", { date })), ` ${say("estimate.late_more")}`)
    : element("p", {}, sayWith("estimate.expected", { date: element("strong", {}, date) }), ` ${say("estimate.target")}`);
}

function keepLink(number) {
  const link = `${window.location.origin}/request/#${number}`;
  return element(
    "p",
    { class: "small soft" },
    sayWith("request.private_link", { link: element("a", { href: link, class: "address" }, link) }),
  );
}

/** What staff have released, and to the reporter how their own photos stand. */
function photos({ photos: shown, own_photos: own = [] }) {
  const told = own.filter(({ state }) => state !== "ready");
  if (!shown.length && !own.length) return null;
  return [
    element("h2", {}, say("photos.label")),
    shown.map(({ url }) => element("p", {}, element("img", { class: "photo", src: url, alt: say("known.photo"), loading: "lazy" }))),
    told.map(({ state, reason_text: reason }) =>
      element("p", { class: `panel ${state === "refused" ? "late" : "note"}` }, reason ?? say("photos.checking")),
    ),
    own.some(({ state }) => state === "ready") && !shown.length ? element("p", { class: "soft" }, say("photos.not_shown")) : null,
  ];
}

function happening({ at, text }) {
  return element("li", {}, element("time", { datetime: at }, moment(at, city.timezone)), element("span", {}, text));
}

function refreshButton() {
  async function again() {
    await show(city);
    document.getElementById("refresh")?.focus();
  }
  const attributes = { type: "button", class: "button second", id: "refresh", on: { click: again } };
  return element("button", attributes, say("request.refresh"));
}

function details(request) {
  const rows = [
    [say("request.department"), request.department ? department(request.department) : say("request.no_department")],
    [say("request.reported"), moment(request.requested_at, city.timezone)],
    [say("request.updated"), moment(request.updated_at, city.timezone)],
    request.description && [say("request.description"), request.description],
    [say("request.followers"), followers(request.followers)],
    request.possible_duplicates.length && [say("request.similar"), similar(request.possible_duplicates)],
  ].filter(Boolean);
  return element("dl", { class: "facts" }, rows.map(([term, told]) => [element("dt", {}, term), element("dd", {}, told)]));
}

const followers = (count) => (count ? sayCount("request.follow_count", count) : say("request.nobody"));

function department({ name, kind, phone }) {
  return [
    name,
    phone ? [", ", phoneLink(phone)] : null,
    kind === "outside" ? element("span", { class: "soft" }, ` ${say("request.outside_owner")}`) : null,
  ];
}

function similar(numbers) {
  return numbers.map((number, at) => [
    at ? ", " : null,
    element("a", { href: `/request/#${encodeURIComponent(number)}`, class: "number" }, number),
  ]);
}

function where(request) {
  if (!request.location_is_exact) return element("p", { class: "soft" }, say("request.place_hidden"));
  const point = element("span", { class: "number" }, writePoint(request));
  return [
    element("h2", {}, say("request.where")),
    request.address ? element("p", {}, request.address) : null,
    element("p", { class: "soft" }, sayWith("request.coordinates", { point })),
    request.overlay.length
      ? element(
          "details",
          {},
          element("summary", {}, say("request.why_this_crew")),
          element("p", {}, say("request.why_explained")),
          overlayFacts(request.overlay, city.timezone),
        )
      : null,
  ];
}

start({ title: () => title(), show });
