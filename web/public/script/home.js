/** The front page: emergency numbers, reporting, looking up, and everything that can be reported. */
import { get } from "./api.js";
import { element, fill } from "./element.js";
import { announce, start } from "./frame.js";
import { lookupForm } from "./lookup.js";
import { alarm, sentence } from "./problems.js";
import { typeList } from "./types.js";
import { say } from "./words.js";

async function show(city) {
  document.getElementById("who").textContent = say("home.who", { city: city.name });
  fill(document.getElementById("lookup"), lookupForm());
  await showTypes();
}

async function showTypes() {
  const room = document.getElementById("types");
  try {
    const { services } = await get("/api/v1/services");
    fill(room, typeList(services, announce));
  } catch (fault) {
    const again = element("button", { type: "button", class: "button second", on: { click: showTypes } }, say("trouble.again"));
    fill(room, alarm(element("p", {}, sentence(fault)), again));
  }
}

start({ title: () => say("home.page_title"), show, emergency: "all" });
