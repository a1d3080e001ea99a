/**
 * The page behind the link in a department's mail. Opening it changes nothing (mail scanners open links, too); only its
 * buttons do. Whoever holds the link answers for the department, so it shows no more than the mail did.
 */
import { get, post, Refused } from "./api.js";
import { element, fill, focusOn } from "./element.js";
import { announce, start } from "./frame.js";
import { photoField, photoIds } from "./photo_field.js";
import { alarm, problemText, sentence } from "./problems.js";
import { say } from "./words.js";

const PATH = "/api/v1/callbacks/link";

const token = takeToken();
let order = null;
let state = token ? "loading" : "ended";
let fault = null;

/** What is being typed for each way to end the work; it outlives a refusal and a change of the language. */
const drafts = { complete: draft(), refuse: draft() };

function draft() {
  return { choice: "", sentence: "", note: "", photos: [], quantities: {}, materials: {}, field: null };
}

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
  else fault = told(problem);
}

/** Everything that is to be mended at once; the fields keep what was typed. */
function told(problem) {
  const problems = problem instanceof Refused ? problem.problems : [];
  return [sentence(problem), problems.length > 0 && element("ul", {}, problems.map((one) => element("li", {}, problemText(one))))];
}

async function show() {
  for (const kept of Object.values(drafts)) kept.field = null; // drawn anew in the language of now
  if (state === "loading" || state === "asked") await load(); // anew where the language was changed
  draw();
}

function draw() {
  fill(document.getElementById("answer"), { loading: () => fault && alarm(fault), asked, done, ended }[state]());
}

function asked() {
  return [
    facts(),
    fault && alarm(fault),
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

/** The two ways in which work ends: with one of its outcomes, or with the reason why it cannot be done. */
function finishing() {
  return [
    ending("complete", {
      title: say("work.finish_title"),
      choices: order.outcomes.map(({ code, text }) => ({ code, text, said: { outcome: code }, asked: outcome(code) })),
    }),
    order.refusals.length > 0 &&
      ending("refuse", { title: say("work.refuse_title"), choices: order.refusals.flatMap(refusal) }),
  ];
}

function refusal({ code, name, outcomes }) {
  return outcomes.map((end) => ({
    code: `${code} ${end}`,
    text: outcomes.length > 1 ? `${name}: ${outcome(end).text}` : name,
    said: { reason: code, outcome: end },
    asked: outcome(end),
  }));
}

const outcome = (code) => order.outcomes.find((one) => one.code === code);

function ending(action, { title, choices }) {
  const kept = drafts[action];
  const chosen = () => choices.find(({ code }) => code === kept.choice) ?? choices[0];
  const id = (name) => `${action}-${name}`;
  const options = choices.map(({ code, text }) => element("option", { value: code, selected: code === chosen().code }, text));
  const choose = (event) => {
    kept.choice = event.currentTarget.value;
    draw();
    document.getElementById(id("choice")).focus();
  };
  const text = (name, words, most) => {
    const input = (event) => (kept[name] = event.currentTarget.value);
    const field = element("textarea", { id: id(name), rows: 3, maxlength: most, on: { input } }, kept[name]);
    return element("p", {}, element("label", { for: id(name) }, say(words)), field);
  };
  const press = (event) => answer(event, { action, ...chosen().said, ...shown(action, chosen().asked) });
  return element(
    "div",
    { class: "panel" },
    element("h2", {}, title),
    element(
      "p",
      {},
      element("label", { for: id("choice") }, say(`work.${action}_choice`)),
      element("select", { id: id("choice"), on: { change: choose } }, options),
    ),
    chosen().asked.sentence === "required" && text("sentence", "work.sentence", 500),
    chosen().asked.photo === "required" && photos(kept, id("photos")),
    chosen().asked.status === "done" && amounts(kept, id),
    text("note", "work.note", 2000),
    element("p", {}, element("button", { type: "button", class: "button", on: { click: press } }, say(`work.${action}`))),
  );
}

/** One field for each way to end: it goes on sending while another outcome is chosen. */
function photos(kept, id) {
  kept.field ??= photoField({ photos: () => kept.photos, change: (all) => (kept.photos = all), required: true, id });
  return kept.field;
}

/** What the work counts, in the unit of its process. */
function amounts(kept, id) {
  return ["quantities", "materials"].flatMap((kind) =>
    order.counts[kind].map(({ code, name, unit, required }) => {
      const input = (event) => (kept[kind] = { ...kept[kind], [code]: event.currentTarget.value });
      const field = { type: "number", min: 0, step: "any", id: id(code), value: kept[kind][code] ?? "", on: { input } };
      const words = [`${name} (${unit}) `, !required && element("span", { class: "optional" }, say("optional"))];
      return element("p", {}, element("label", { for: id(code) }, words), element("input", field));
    }),
  );
}

/** The parts of an answer that the chosen outcome asks for, and the note. */
function shown(action, asked) {
  const kept = drafts[action];
  const numbers = (kind) =>
    Object.fromEntries(Object.entries(kept[kind]).filter(([, value]) => value !== "").map(([code, value]) => [code, Number(value)]));
  const counted = asked.status === "done" ? { quantities: numbers("quantities"), materials: numbers("materials") } : {};
  return {
    note: kept.note,
    ...(asked.sentence === "required" ? { sentence: kept.sentence } : {}),
    ...(asked.photo === "required" ? { photo_ids: photoIds(kept.photos) } : {}),
    ...(action === "complete" ? counted : {}),
  };
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
    if (["complete", "refuse"].includes(said.action)) state = "done";
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
