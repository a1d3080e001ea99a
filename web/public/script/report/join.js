/** Me too: one more who has the same matter, and perhaps a photo of it. The device keeps a random id, so that it counts once. */
import { postKeyed, Refused } from "../api.js";
import { element } from "../element.js";
import { randomName, thisDevice } from "../keep.js";
import { isSending, photoField, photoIds } from "../photo_field.js";
import { clearProblems, problemText, sentence, showProblems } from "../problems.js";
import { say, spoken } from "../words.js";

const DEVICE = "hex311.device";

function device() {
  const known = thisDevice.read(DEVICE);
  if (known) return known;
  const fresh = randomName();
  thisDevice.write(DEVICE, fresh);
  return fresh;
}

/** @returns {Promise<number>} how many have joined */
async function meToo(number, photos) {
  const id = device();
  const path = `/api/v1/requests/${encodeURIComponent(number)}/me-too`;
  const body = { device: id, language: spoken(), ...(photos.length && { photo_ids: photos }) };
  const { joined } = await postKeyed(path, body, `me-too-${id}`);
  return joined;
}

/**
 * A photo if there is one, and one button. `joined(count)` draws the thanks.
 * @returns {HTMLElement} with a heading to put the focus on
 */
export function joinForm(number, joined) {
  const problems = element("div", {});
  const name = `photos-${number}`;
  const button = element("button", { class: "button", "data-choice": "join" }, say("known.join"));
  let photos = [];
  const form = element(
    "form",
    { novalidate: true, on: { submit } },
    element("h3", {}, say("known.me_too")),
    problems,
    photoField({ id: name, photos: () => photos, change: (all) => (photos = all), required: false }),
    button,
  );
  return form;

  async function submit(event) {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    clearProblems(problems, form);
    if (isSending(photos)) {
      showProblems(problems, [{ field: name, text: say("photos.still_sending") }]);
      return;
    }
    button.setAttribute("aria-disabled", "true");
    try {
      joined(await meToo(number, photoIds(photos)));
    } catch (fault) {
      const told = fault instanceof Refused && fault.problems.length ? problemText(fault.problems[0]) : sentence(fault);
      showProblems(problems, [{ field: name, text: told }]);
      button.removeAttribute("aria-disabled");
    }
  }
}
