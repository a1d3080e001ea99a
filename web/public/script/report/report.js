/**
 * Reporting a problem, one question after the other. Every step has an address (#what, #where ...), so the browser's
 * Back works; what was entered stays in the draft.
 */
import { get, Refused } from "../api.js";
import { element, fill, focusOn } from "../element.js";
import { announce, retitle, start } from "../frame.js";
import { alarm, sentence } from "../problems.js";
import { say } from "../words.js";
import { details } from "./step_details.js";
import { done } from "./step_done.js";
import { dropDraft, isBegun, keepDraft, keepFiled, nextDraftHere, readDraft, readFiled } from "./draft.js";
import { known } from "./step_known.js";
import { send } from "./step_send.js";
import { what } from "./step_what.js";
import { elsewhere, where } from "./step_where.js";

const STEPS = { what, where, known, details, send, done, elsewhere };
const COUNTED = ["what", "where", "details", "send"];

const room = document.getElementById("report");
let city;
let draft = readDraft();
let service = null;
let waitingProblems = null;
let drawn = 0;
let shown = "what";
let typeIsGone = false;

takeType();
window.addEventListener("hashchange", async () => {
  if (city && (await draw())) focusOn(room.querySelector("h1"));
});
async function begin(of) {
  city = of;
  service = null; // its words are in the language spoken
  await draw();
}

/** `/report/?type=pothole` comes from the list of types. */
function takeType() {
  const address = new URL(window.location.href);
  const type = address.searchParams.get("type");
  if (!type) return;
  if (type !== draft.service_code) {
    // A draft that may have been filed already is done with; another type is another report, with its own key.
    const base = draft.unanswered ? nextDraftHere(draft) : draft;
    draft = { ...base, service_code: type, answers: {}, not_duplicate_of: [], reopens: "" };
    keepDraft(draft);
  }
  address.searchParams.delete("type");
  address.hash = "where";
  window.history.replaceState(null, "", address);
}

/** The step of the address, or the first one whose question is still open. */
function stepNow() {
  const wanted = window.location.hash.slice(1);
  if (wanted === "done" && readFiled()) return "done";
  if (!draft.service_code || !(wanted in STEPS) || wanted === "done") return "what";
  if (wanted !== "what" && !draft.point) return "where";
  return wanted;
}

/** Draw the step; false when another one was begun meanwhile. */
async function draw() {
  const turn = ++drawn;
  let name = stepNow();
  try {
    const concrete = !["what", "done"].includes(name);
    if (concrete) service ??= await get(`/api/v1/services/${encodeURIComponent(draft.service_code)}`);
    if (concrete && service.redirect) name = "elsewhere";
    const content = await STEPS[name](context());
    if (turn !== drawn) return false;
    shown = name;
    if (name !== "what") typeIsGone = false;
    fill(room, heading(name), content);
    retitle();
    waitingProblems?.();
    return true;
  } catch (fault) {
    if (turn !== drawn) return false;
    if (fault instanceof Refused && fault.status === 404) {
      forgetType();
      return false;
    }
    console.warn(fault);
    shown = name;
    const again = element("button", { type: "button", class: "button second", on: { click: draw } }, say("trouble.again"));
    fill(room, heading(name), alarm(element("p", {}, sentence(fault)), again));
    retitle();
    return true;
  }
}

/** The city no longer has this type (or never had): choose again, keep the rest. */
function forgetType() {
  change({ service_code: "", answers: {} });
  typeIsGone = true;
  go("what", { replace: true });
}

function heading(name) {
  const at = COUNTED.indexOf(name === "known" ? "where" : name);
  const begun = name !== "done" && (isBegun(draft) || draft.unanswered);
  return [
    at >= 0 ? element("p", { class: "steps" }, say("report.step", { step: at + 1, steps: COUNTED.length })) : null,
    element("h1", { tabindex: "-1" }, say(`${name}.title`)),
    name !== "what" && name !== "done" && service ? about() : null,
    name === "what" && typeIsGone ? element("p", { class: "panel late" }, say("what.gone")) : null,
    name === "what" && begun ? keptNote() : null,
  ];
}

function about() {
  return element("p", { class: "soft" }, say("report.about", { service: service.service_name }));
}

function keptNote() {
  const restart = element("button", { type: "button", class: "quiet", on: { click: startOver } }, say("report.start_over"));
  return element("p", { class: "soft" }, `${say("report.kept")} `, restart);
}

/** The draft has served: a new one, with a new key, begins. */
function finish() {
  dropDraft();
  draft = readDraft();
  service = null;
}

function startOver() {
  finish();
  if (window.location.hash === "#what" || !window.location.hash) draw().then(() => focusOn(room.querySelector("h1")));
  else go("what");
  announce(say("report.started_over"));
}

/** Remember more of the report. */
function change(parts) {
  draft = { ...draft, ...parts };
  keepDraft(draft);
}

function go(name, { replace = false } = {}) {
  waitingProblems = null;
  turnTo(name, replace);
}

function turnTo(name, replace) {
  if (window.location.hash === `#${name}`) {
    draw().then((ready) => ready && focusOn(room.querySelector("h1")));
  } else if (replace) {
    window.history.replaceState(null, "", `#${name}`);
    draw().then((ready) => ready && focusOn(room.querySelector("h1")));
  } else {
    window.location.hash = name;
  }
}

/** Go to a step and show problems there: the API found them after the step was left. */
function goWith(name, show) {
  waitingProblems = () => {
    waitingProblems = null;
    setTimeout(show); // after the heading took the focus
  };
  turnTo(name, false);
}

function context() {
  return {
    city,
    service,
    go,
    goWith,
    change,
    get draft() {
      return draft;
    },
    finish,
    filed(receipt) {
      keepFiled(receipt);
      finish();
      go("done", { replace: true });
    },
    begin(next) {
      draft = next;
      keepDraft(draft);
      go("what");
    },
  };
}

start({ title: () => say(`${shown}.title`), show: begin });
