/** Step 2: where is it? The device's place, an address or coordinates, checked at once against the city's map. */
import { get, Refused } from "../api.js";
import { element, fill, outsideLink, phoneLink } from "../element.js";
import { announce } from "../frame.js";
import { areas } from "../overlay.js";
import { readPoint, whereAmI, writePoint } from "../place.js";
import { alarm, clearProblems, sentence, showProblems } from "../problems.js";
import { say, sayWith } from "../words.js";
import { addressField } from "./address_field.js";
import { likely } from "./step_known.js";

/** A device that is less sure than this is told so. */
const ROUGH_M = 60;

export function where({ city, draft, service, change, go }) {
  const problems = element("div", {});
  const answer = element("div", { "aria-live": "polite" });
  const input = element("input", {
    type: "text",
    id: "point",
    value: draft.point_text,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 1000,
    "aria-describedby": "point-hint",
  });
  const address = addressField(
    { value: draft.address, describedBy: "address-hint" },
    (text) => change({ address: text }),
    takeAddress,
  );
  const optional = element("span", { class: "optional" }, say("optional"));
  const locate = element("button", { type: "button", class: "button second", id: "locate" }, say("where.use_mine"));
  const onward = element("button", { class: "button" }, say("next"));
  const form = element(
    "form",
    { novalidate: true },
    problems,
    element(
      "div",
      { class: "field" },
      element("p", { class: "hint", id: "locate-hint" }, say("where.use_mine_hint")),
      locate,
    ),
    element(
      "div",
      { class: "field" },
      element("label", { for: "point" }, say("where.point")),
      element("p", { class: "hint", id: "point-hint" }, say("where.point_hint", { example: writePoint(city.centre) })),
      input,
    ),
    answer,
    element(
      "div",
      { class: "field" },
      element("label", { for: "address" }, say("where.address"), " ", optional),
      element("p", { class: "hint", id: "address-hint" }, addressHint(service)),
      address,
    ),
    onward,
  );

  let checked = draft.point ? { text: draft.point_text, inside: true } : { text: null, inside: false };
  if (draft.point) showPlace(draft.overlay);

  input.addEventListener("input", () => {
    change({ point_text: input.value, point: null, overlay: [], not_duplicate_of: [], reopens: "" });
    checked = { text: null, inside: false };
    fill(answer);
    clearProblems(problems, form);
  });
  // While the button is being pressed nothing may appear above it: it would move away from under the finger.
  let pressing = false;
  onward.addEventListener("pointerdown", () => {
    pressing = true;
  });
  input.addEventListener("focus", () => {
    pressing = false;
  });
  input.addEventListener("change", () => {
    if (!pressing && readPoint(input.value)) check();
  });
  locate.addEventListener("click", useMine);
  form.addEventListener("submit", submit);
  return form;

  /** An address was chosen from the list: its place goes where coordinates would. */
  async function takeAddress({ lat, long }) {
    clearProblems(problems, form);
    input.value = writePoint({ lat, long });
    await check();
  }

  async function useMine() {
    if (locate.getAttribute("aria-disabled")) return;
    clearProblems(problems, form);
    locate.setAttribute("aria-disabled", "true");
    announce(say("where.locating"));
    try {
      const found = await whereAmI();
      input.value = writePoint(found);
      await check(found.accuracyM > ROUGH_M ? say("where.rough", { metres: Math.round(found.accuracyM) }) : "");
    } catch (fault) {
      showProblems(problems, [{ field: "locate", text: say(`where.${fault.message}`) }]);
    } finally {
      locate.removeAttribute("aria-disabled");
    }
  }

  /** Ask the city's map about the point in the field; true when it lies in the city. */
  async function check(remark = "") {
    const text = input.value;
    const point = readPoint(text);
    if (checked.text === text && checked.inside) return true;
    try {
      const { overlay } = await get("/api/v1/overlay", { lat: point.lat, long: point.long });
      if (input.value !== text) return false;
      checked = { text, inside: true };
      change({ point, point_text: text, overlay, not_duplicate_of: [], reopens: "" });
      showPlace(overlay, remark);
      return true;
    } catch (fault) {
      if (input.value !== text) return false;
      change({ point: null, point_text: text, overlay: [] });
      const isOutside = fault instanceof Refused && fault.code === "outside_city";
      fill(answer, isOutside ? outside(fault) : alarm(element("p", {}, sentence(fault))));
      return false;
    }
  }

  function showPlace(overlay, remark = "") {
    const told = say("where.inside", { areas: areas(overlay) });
    fill(answer, element("div", { class: "panel good" }, element("p", {}, told), remark && element("p", {}, remark)));
  }

  async function submit(event) {
    event.preventDefault();
    if (onward.getAttribute("aria-disabled")) return;
    clearProblems(problems, form);
    if (!readPoint(input.value)) {
      const text = say(input.value.trim() ? "where.point_wrong" : "where.point_missing");
      showProblems(problems, [{ field: "point", text }]);
      return;
    }
    onward.setAttribute("aria-disabled", "true");
    try {
      if (!(await check())) return;
      go((await likely({ service, draft: { point: readPoint(input.value) } })).length ? "known" : "details");
    } catch (fault) {
      showProblems(problems, [{ field: "point", text: sentence(fault) }]);
    } finally {
      onward.removeAttribute("aria-disabled");
    }
  }
}

/** Who to call for a place that is not in the city. The API names the neighbours in its sentence. */
function outside(refused) {
  const [{ how_to_mend: mend = "" } = {}] = refused.problems;
  return alarm(
    element("h2", {}, say("where.outside_title")),
    element("p", {}, say("where.outside")),
    element("p", { lang: "en" }, mend),
    element("p", {}, say("where.outside_mend")),
  );
}

/** The address is public where the exact place is, and this is said where it is typed. */
function addressHint({ privacy }) {
  return [say("where.address_hint"), privacy === "public" ? ` ${say("where.address_public")}` : null];
}

/** Some things are not the city's: who to turn to stands in place of every step. */
export function elsewhere({ service, go }) {
  const { name, phone, url, message } = service.redirect;
  return [
    element(
      "div",
      { class: "panel danger" },
      element("h2", {}, say("where.not_ours", { owner: name })),
      element("p", {}, message),
      phone ? element("p", {}, sayWith("emergency.call", { number: phoneLink(phone, { class: "phone big-number" }) })) : null,
      url ? element("p", {}, outsideLink(url)) : null,
    ),
    element("button", { type: "button", class: "button second", on: { click: () => go("what") } }, say("where.something_else")),
  ];
}

