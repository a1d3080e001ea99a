/** What the city's map layers say of a place. */
import { element } from "./element.js";

/** How many areas a sentence names; the pack lists the ones people know first. */
const NAMED = 4;

/** `City of Rivermark, District 5, Old Town` */
export function areas(overlay) {
  return overlay
    .slice(0, NAMED)
    .map(({ name }) => name)
    .join(", ");
}

/** Every layer's answer, one line each. */
export function overlayFacts(overlay) {
  return element(
    "dl",
    { class: "facts" },
    overlay.map((answer) => [element("dt", {}, ...layerName(answer)), element("dd", {}, answer.name)]),
  );
}

/** The layer's name in the reader's language, else its identifier, which is English. */
function layerName({ layer, layer_name: name }) {
  if (name) return [name];
  const words = layer.replaceAll("_", " ");
  return [element("span", { lang: "en" }, words.charAt(0).toUpperCase() + words.slice(1))];
}
