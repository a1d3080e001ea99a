/**
 * The address field: a combobox with a list of the city's own addresses (the pattern of the ARIA authoring guide).
 * Typing asks the API; arrow keys go through the list, Enter takes, Escape closes, a tap does it too. Free words stay
 * possible: nobody has to find their landmark in the list.
 */
import { get } from "../api.js";
import { element, fill } from "../element.js";
import { say, sayCount } from "../words.js";

const LEAST_LETTERS = 3;
const PAUSE_MS = 250;

/**
 * @param {{value: string, describedBy: string}} options
 * @param {(text: string) => void} typed  every change of the words
 * @param {(match: object) => void} chosen  a match of GET /api/v1/addresses that has a position
 */
export function addressField({ value, describedBy }, typed, chosen) {
  const list = element("ul", { id: "address-list", role: "listbox", "aria-label": say("where.address_list"), hidden: true });
  const told = element("p", { class: "hint", id: "address-told", role: "status" });
  const input = element("input", {
    type: "text",
    id: "address",
    value,
    role: "combobox",
    autocomplete: "off",
    maxlength: 300,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    "aria-describedby": describedBy,
  });
  let matches = [];
  let active = -1;
  let waiting;
  let turn = 0;

  input.addEventListener("input", () => {
    typed(input.value.trim());
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", () => close());
  // The list must not take the focus, or the blur would close it before the tap arrives.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(Number(option.dataset.at));
  });
  return element("div", { class: "combobox" }, input, list, told);

  async function ask() {
    const words = input.value.trim();
    const mine = ++turn;
    if (words.length < LEAST_LETTERS) {
      show([], "");
      return;
    }
    try {
      const { verdict, matches: found, outside } = await get("/api/v1/addresses", { q: words, limit: 5 });
      if (mine !== turn || document.activeElement !== input) return;
      show(found, remark(verdict, found, outside));
    } catch (fault) {
      console.warn(fault);
      if (mine === turn) show([], say("where.address_later"));
    }
  }

  function remark(verdict, found, outside) {
    if (verdict === "outside_city") return say("where.address_outside", { place: outside?.[0]?.name ?? say("where.address_elsewhere") });
    if (!found.length) return say("where.address_none");
    return sayCount("where.address_found", found.length);
  }

  function show(found, text) {
    matches = found;
    fill(
      list,
      found.map((match, at) =>
        element("li", { role: "option", id: `address-${at}`, "data-at": String(at), "aria-selected": "false" }, match.label),
      ),
    );
    fill(told, text);
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    go(-1);
  }

  function close() {
    clearTimeout(waiting);
    turn += 1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    go(-1);
  }

  function go(at) {
    active = at;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `address-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function onKey(event) {
    const open = !list.hidden;
    if (event.key === "ArrowDown" && !open && matches.length) {
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      go(0);
    } else if (event.key === "ArrowDown" && open) go((active + 1) % matches.length);
    else if (event.key === "ArrowUp" && open) go(active <= 0 ? matches.length - 1 : active - 1);
    else if (event.key === "Enter" && open && active >= 0) take(active);
    else if (event.key === "Escape" && open) close();
    else return;
    event.preventDefault();
  }

  function take(at) {
    const match = matches[at];
    input.value = match.label;
    close();
    fill(told);
    typed(match.label);
    if (match.lat !== null) chosen(match);
  }
}
