/** What the city's map layers say of a place. */
import { day } from "./dates.js";
import { element } from "./element.js";
import { say } from "./words.js";

/** Every layer's answer, one line each, with what the layer says about it; and since when the maps say so. */
export function overlayFacts(overlay, timeZone) {
  const since = Math.max(0, ...overlay.map(({ generation }) => generation));
  return [
    element(
      "dl",
      { class: "facts" },
      overlay.map((answer) => [element("dt", {}, ...layerName(answer)), element("dd", {}, ...said(answer))]),
    ),
    since ? element("p", { class: "soft" }, say("overlay.since", { date: day(since * 1000, timeZone) })) : null,
  ];
}

/** `District 3 (3), on the border`, and below it `member: Denise Okafor; phone: 555-0122`. */
function said({ name, feature_id: id, attributes, position }) {
  const facts = Object.entries(attributes).map(([key, value]) => `${key.replaceAll("_", " ")}: ${value}`);
  return [
    name === id ? name : `${name} (${id})`,
    position === "boundary" ? `, ${say("overlay.on_the_border")}` : null,
    // The facts are the layer's own words, on a line of their own; their keys are English.
    facts.length ? ["\n", element("span", { class: "soft", lang: "en" }, facts.join("; "))] : null,
  ];
}

/** The layer's name in the reader's language, else its identifier, which is English. */
function layerName({ layer, layer_name: name }) {
  if (name) return [name];
  const words = layer.replaceAll("_", " ");
  return [element("span", { lang: "en" }, words.charAt(0).toUpperCase() + words.slice(1))];
}
