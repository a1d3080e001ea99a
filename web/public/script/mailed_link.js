/**
 * The pages behind the links in our mails: say yes to the mails, or stop them. Opening the page changes nothing
 * (mail scanners open links, too); its one button does.
 */
import { post, Refused } from "./api.js";
import { element, fill, focusOn } from "./element.js";
import { announce, start } from "./frame.js";
import { alarm, sentence } from "./problems.js";
import { say, sayWith } from "./words.js";

const purpose = document.body.dataset.purpose; // confirm or leave
const PATH = { confirm: "/api/v1/followers/confirm", leave: "/api/v1/followers/unsubscribe" }[purpose];

const token = takeToken();
let state = token ? "asked" : "incomplete";
let number = "";
let fault = null;

window.addEventListener("hashchange", () => window.location.reload());

/** The token opens the report's mails, so it does not stay where shoulders and histories can see it. */
function takeToken() {
  const found = window.location.hash.slice(1);
  if (found) window.history.replaceState(null, "", window.location.pathname + window.location.search);
  return found;
}

function draw() {
  fill(document.getElementById("answer"), { asked, incomplete, done }[state]());
}

function asked() {
  const button = element("button", { type: "button", class: "button", on: { click: answer } }, say(`${purpose}.button`));
  return [
    element("p", { class: "lead" }, say(`${purpose}.explain`)),
    fault && alarm(element("p", {}, fault)),
    element("p", {}, button),
    element("p", { class: "soft" }, say(`${purpose}.otherwise`)),
  ];
}

async function answer(event) {
  const button = event.currentTarget;
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  announce(say("wait"));
  try {
    const told = await post(PATH, { token });
    number = told.service_request_id;
    state = "done";
  } catch (problem) {
    if (problem instanceof Refused && problem.status < 500 && problem.status !== 429) state = "incomplete";
    else fault = sentence(problem);
  }
  draw();
  focusOn(document.querySelector("#answer h2, #answer .button"));
}

function done() {
  const page = element("a", { href: `/request/#${number}` }, say("status_page_of", { number }));
  return element(
    "div",
    { class: "panel good" },
    element("h2", {}, say(`${purpose}.done_title`)),
    element("p", {}, sayWith(`${purpose}.done`, { number: element("span", { class: "number" }, number) })),
    element("p", {}, page),
  );
}

function incomplete() {
  return element(
    "div",
    { class: "panel danger" },
    element("h2", {}, say("link.incomplete_title")),
    element("p", {}, say("link.incomplete")),
  );
}

start({ title: () => say(`${purpose}.title`), show: draw });
