/**
 * Building pages without markup: every text becomes a text node, so what residents write is never read as HTML.
 */

/**
 * @param {string} tag
 * @param {Object} attributes  `on` holds listeners; `true` sets an empty attribute; false, null, undefined none
 * @param {...(Node|string|number|null|undefined|Array)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...nodes(children));
  return made;
}

/** Replace everything in `place` by the children. */
export function fill(place, ...children) {
  place.replaceChildren(...nodes(children));
  return place;
}

function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

/** A link to call a number; people read it as it was written. */
export function phoneLink(number, attributes = {}) {
  return element("a", { href: `tel:${number.replace(/[^+\d]/g, "")}`, class: "phone", ...attributes }, number);
}

/** Put the reader's focus on something that is no control, such as a heading. */
export function focusOn(target) {
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus();
}
