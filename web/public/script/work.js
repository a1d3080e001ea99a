/**
 * The page behind the link in a department's mail. Opening it changes nothing (mail scanners open links, too); only its
 * buttons do. Whoever holds the link answers for the department, so it shows no more than the mail did.
 */
import { get, post, Refused } from "./api.js";
import { element, fill, focusOn } from "./element.js";
import { announce, start } from "./frame.js";
import { alarm, sentence } from "./problems.js";
import { say } from "./words.js";

const PATH = "/api/v1/callbacks/link";

const token = takeToken();
let order = null;
let state = token ? "loading" : "ended";
let fault = null;

window.addEventListener("hashchange", () => window.location.reload());

/** The token answers for the department, so it does not stay where shoulders and histories can see it. */
function takeToken() {
  const found = window.location.hash.slice(1);
  if (found) window.history.replaceState(null, "", window.location.pathname + window.location.search);
  return found;
}

async function load() {
  try {
    order = await get(PATH, {}, { "X-Work-Order-Token": token });
    state = "asked";
  } catch (problem) {
    failed(problem);
  }
}

function failed(problem) {
  if (problem instanceof Refused && problem.code === "link_ended") state = "ended";
  else fault = sentence(problem);
}

async function show() {
  if (state === "loading" || state === "asked") await load(); // anew where the language was changed
  draw();
}

function draw() {
  fill(document.getElementById("answer"), { loading: () => fault && alarm(fault), asked, done, ended }[state]());
}

function asked() {
  return [
    facts(),
    fault && alarm(element("p", {}, fault)),
    !order.acknowledged && choice("acknowledge"),
    order.status !== "started" && choice("start"),
    finishing(),
  ];
}

function facts() {
  const rows = [
    ["work.task", order.title],
    ["work.kind", order.service_name],
    ["work.number", `${order.service_request_id}, ${order.work_order_id}`],
    ["work.place", place()],
    ["work.due", order.due_at && new Date(order.due_at).toLocaleString()],
    ["work.description", order.description],
  ];
  return element(
    "dl",
    {},
    rows.filter(([, shown]) => shown).map(([key, shown]) => [element("dt", {}, say(key)), element("dd", {}, shown)]),
  );
}

function place() {
  const point = order.location && `${order.location.lat.toFixed(5)}, ${order.location.long.toFixed(5)}`;
  return [order.address, point].filter(Boolean).join(" · ");
}

function choice(action) {
  const press = (event) => answer(event, { action });
  return element("p", {}, element("button", { type: "button", class: "button", on: { click: press } }, say(`work.${action}`)));
}

function finishing() {
  const options = order.outcomes.map(({ code, text }) => element("option", { value: code }, text));
  const outcome = element("select", { id: "outcome" }, options);
  const note = element("textarea", { id: "note", rows: 3, maxlength: 2000 });
  const press = (event) => answer(event, { action: "complete", outcome: outcome.value, note: note.value });
  return element(
    "div",
    { class: "panel" },
    element("h2", {}, say("work.finish_title")),
    element("p", {}, element("label", { for: "outcome" }, say("work.outcome")), outcome),
    element("p", {}, element("label", { for: "note" }, say("work.note")), note),
    element("p", {}, element("button", { type: "button", class: "button", on: { click: press } }, say("work.complete"))),
  );
}

async function answer(event, said) {
  const button = event.currentTarget;
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  announce(say("wait"));
  fault = null;
  try {
    const told = await post(PATH, { token, ...said });
    order = { ...order, status: told.status, acknowledged: true };
    if (said.action === "complete") state = "done";
    else announce(say("work.taken"));
  } catch (problem) {
    failed(problem);
  }
  draw();
  focusOn(document.querySelector("#answer h2, #answer .button"));
}

function done() {
  return element("div", { class: "panel good" }, element("h2", {}, say("work.done_title")), element("p", {}, say("work.done")));
}

function ended() {
  return element(
    "div",
    { class: "panel danger" },
    element("h2", {}, say("work.ended_title")),
    element("p", {}, say("work.ended")),
  );
}

start({ title: () => say("work.title"), show });
