/**
 * Photos of a report: chosen, on the way, checked, refused with a reason, tried again. Each goes straight to the
 * city's store with a ticket of its own; the report carries only its id.
 */
import { get, post, Refused, Unreached } from "./api.js";
import { element, fill } from "./element.js";
import { announce } from "./frame.js";
import { sentence } from "./problems.js";
import { say } from "./words.js";

export const MOST_PHOTOS = 5;
const LOOK_EVERY_MS = 1_000;
const LOOKS = 60;
const UPLOAD_PATIENCE_MS = 120_000;

/** Files chosen in this visit of the page, for another try; a reload forgets them, and then one chooses again. */
const files = new Map();

/** A field for photos. `photos()` are those of the draft, `change(photos)` keeps them; `id` is its own on the page. */
export function photoField({ photos, change, required, id = "photos" }) {
  const list = element("ul", { class: "plain-list photos", id: `${id}-list` });
  const wrong = element("p", { class: "wrong", id: `${id}-wrong`, hidden: true });
  const input = element("input", {
    type: "file",
    id,
    accept: "image/jpeg,image/png,image/webp",
    multiple: true,
    "aria-describedby": `${id}-hint ${id}-wrong`,
    on: { change: choose },
  });
  draw();
  for (const photo of photos()) if (["sending", "waiting"].includes(photo.state)) resume(photo);
  const optional = required ? null : element("span", { class: "optional" }, say("optional"));
  return element(
    "div",
    { class: "field" },
    element("label", { for: id }, say("photos.label"), " ", optional),
    element("p", { class: "hint", id: `${id}-hint` }, say("photos.hint", { most: MOST_PHOTOS })),
    wrong,
    list,
    input,
  );

  function choose() {
    const free = MOST_PHOTOS - photos().length;
    const chosen = [...input.files];
    wrong.hidden = chosen.length <= free;
    wrong.textContent = chosen.length > free ? say("photos.too_many", { most: MOST_PHOTOS }) : "";
    for (const file of chosen.slice(0, free)) {
      const photo = { name: file.name, key: crypto.getRandomValues(new Uint32Array(2)).join("-"), state: "sending" };
      files.set(photo.key, file);
      change([...photos(), photo]);
      send(photo);
    }
    input.value = "";
    draw();
  }

  async function send(photo) {
    const file = files.get(photo.key);
    if (!file) return update(photo, { state: "lost" });
    try {
      update(photo, { state: "sending", photo_id: undefined, reason_text: undefined });
      const ticket = await post("/api/v1/photos", {});
      if (file.size > ticket.most_bytes) return update(photo, { state: "refused", reason_text: say("photos.too_large") });
      await upload(ticket.upload, file);
      update(photo, { state: "waiting", photo_id: ticket.photo_id, secret: ticket.secret });
      await watch({ ...photo, photo_id: ticket.photo_id, secret: ticket.secret });
    } catch (fault) {
      console.warn(fault);
      update(photo, { state: "lost", reason_text: fault instanceof Refused ? sentence(fault) : undefined });
    }
    return undefined;
  }

  /** After a reload: what is with the city is looked after; what was not can only be chosen again. */
  function resume(photo) {
    if (photo.photo_id) watch(photo).catch((fault) => (console.warn(fault), update(photo, { state: "lost" })));
    else if (!files.has(photo.key)) update(photo, { state: "lost" });
  }

  async function watch(photo) {
    for (let look = 0; look < LOOKS; look += 1) {
      if (!current(photo)) return;
      const path = `/api/v1/photos/${encodeURIComponent(photo.photo_id)}`;
      const found = await get(path, {}, { "X-Photo-Secret": photo.secret });
      if (found.state !== "waiting") {
        update(photo, { state: found.state, reason_text: found.reason_text ?? undefined });
        announce(say(`photos.${found.state}`, { name: photo.name }));
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    // It is with the city all the same, and may be sent along.
  }

  function current(photo) {
    return photos().find((one) => one.key === photo.key);
  }

  function update(photo, parts) {
    if (!current(photo)) return;
    change(photos().map((one) => (one.key === photo.key ? { ...one, ...parts } : one)));
    draw();
  }

  function remove(photo) {
    files.delete(photo.key);
    change(photos().filter((one) => one.key !== photo.key));
    draw();
    input.focus();
  }

  function draw() {
    fill(list, photos().map(item));
    input.disabled = photos().length >= MOST_PHOTOS;
  }

  function item(photo) {
    const again = photo.state === "lost" && files.has(photo.key);
    return element(
      "li",
      { class: `panel photo ${["refused", "lost"].includes(photo.state) ? "late" : ""}`, "data-state": photo.state },
      element("strong", { class: "address" }, photo.name),
      element("p", {}, photo.reason_text ?? say(`photos.${photo.state}`, { name: photo.name })),
      element(
        "div",
        { class: "buttons" },
        again ? button("photos.again", photo, () => send(photo)) : null,
        button("photos.remove", photo, () => remove(photo)),
      ),
    );
  }

  function button(words, photo, act) {
    const hidden = element("span", { class: "hidden-text" }, ` (${photo.name})`);
    return element("button", { type: "button", class: "quiet", on: { click: act } }, say(words), hidden);
  }
}

/** The ids that go with a report: what the city has and has not refused. */
export const photoIds = (photos) =>
  photos.filter(({ state, photo_id }) => photo_id && ["waiting", "ready"].includes(state)).map((one) => one.photo_id);

/** Whether something is still between here and the city. */
export const isSending = (photos) => photos.some(({ state }) => state === "sending");

async function upload({ url, fields }, file) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("Content-Type", file.type || "image/jpeg");
  form.append("file", file);
  let answer;
  try {
    answer = await fetch(url, { method: "POST", body: form, signal: AbortSignal.timeout(UPLOAD_PATIENCE_MS) });
  } catch (fault) {
    throw new Unreached("photo upload", { cause: fault });
  }
  if (!answer.ok) throw new Unreached(`photo upload: ${answer.status}`);
}
