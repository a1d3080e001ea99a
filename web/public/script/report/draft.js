/**
 * The report as far as it has been typed. It lives in the browser's session storage, so that a reload, a wrong tap or
 * a lost connection costs nothing, and goes when it has been filed or the tab is closed.
 *
 * `key` is made with the draft and sent with it: the API files one report for one key, however often it arrives.
 * `unanswered` is the body of a sending whose answer never came. It is sent again, unchanged, before anything else:
 * if it did arrive, its answer comes now, and nothing is filed twice.
 */
import { randomName, thisVisit } from "../keep.js";
import { photoIds } from "../photo_field.js";

const DRAFT = "hex311.draft";
const FILED = "hex311.filed";

const empty = () => ({
  key: randomName(),
  service_code: "",
  point: null,
  point_text: "",
  address: "",
  overlay: [],
  answers: {},
  description: "",
  photos: [],
  email: "",
  phone: "",
  not_duplicate_of: [],
  reopens: "",
  unanswered: null,
});

export function readDraft() {
  return { ...empty(), ...(JSON.parse(thisVisit.read(DRAFT) ?? "null") ?? {}) };
}

export function keepDraft(draft) {
  thisVisit.write(DRAFT, JSON.stringify(draft));
}

export function dropDraft() {
  thisVisit.forget(DRAFT);
}

/** A new draft at the same place, for the next problem there. */
export function nextDraftHere(draft) {
  const { point, point_text, address, overlay, email, phone } = draft;
  return { ...empty(), point, point_text, address, overlay, email, phone };
}

export const isBegun = (draft) => Boolean(draft.service_code || draft.point || draft.point_text || draft.address);

/** The last report filed in this tab, so that a reload of the last page shows it again. */
export const readFiled = () => JSON.parse(thisVisit.read(FILED) ?? "null");
export const keepFiled = (filed) => thisVisit.write(FILED, JSON.stringify(filed));

/** The body of POST /api/v1/requests; `asked` are the questions that apply. */
export function bodyOf(draft, asked, language) {
  const answers = {};
  for (const { code } of asked) {
    const answer = draft.answers[code];
    if (answer !== undefined && answer !== "" && !(Array.isArray(answer) && answer.length === 0)) answers[code] = answer;
  }
  const reporter = {};
  if (draft.email) reporter.email = draft.email;
  if (draft.phone) reporter.phone = draft.phone;
  if (Object.keys(reporter).length) reporter.language = language;
  return {
    service_code: draft.service_code,
    lat: draft.point.lat,
    long: draft.point.long,
    ...(draft.address && { address: draft.address }),
    ...(draft.description && { description: draft.description }),
    answers,
    ...(photoIds(draft.photos).length && { photo_ids: photoIds(draft.photos) }),
    ...(Object.keys(reporter).length && { reporter }),
    ...(draft.reopens && { reopens: draft.reopens }),
    ...(draft.not_duplicate_of.length && { not_duplicate_of: draft.not_duplicate_of }),
  };
}
