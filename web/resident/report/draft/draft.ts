/**
 * A report as far as it has been typed. It lives on the device (lib/keep/shelf.ts): a reload, a closed tab, an empty
 * battery cost nothing. A tab works on one draft; what other tabs left unfinished is offered to go on with.
 *
 * `key` is made with the draft and sent with it: the API files one report for one key, however often it arrives.
 */
import type { Shelf } from "../../../lib/keep/shelf";
import { randomName, type Keeper } from "../../../lib/keep/visit";
import { photoIds, photoKey, type KeptPhoto } from "../../../lib/photos/photos";
import type { Point } from "../../../lib/places/point";
import type { Answer, OverlayAnswer, Question, SubmitBody } from "../wire";

export interface Draft {
  id: string;
  key: string;
  changed_at: number;
  service_code: string;
  service_name: string;
  /** What was typed when asked what is wrong. */
  words: string;
  point: Point | null;
  point_text: string;
  address: string;
  asset_id: string;
  overlay: OverlayAnswer[];
  /** The address nearest to the place, so that people can tell whether it is the right one. It is not sent. */
  near: string;
  answers: Record<string, Answer | undefined>;
  /** Questions that the API asked for although we saw no reason: it knows more layers than we do. */
  insisted: string[];
  description: string;
  photos: KeptPhoto[];
  email: string;
  phone: string;
  not_duplicate_of: string[];
  reopens: string;
}

const OF_THIS_TAB = "hex311.draft";
const DRAFT = "draft:";
const KEPT_MS = 30 * 86_400_000;

export function emptyDraft(now = Date.now()): Draft {
  return {
    id: randomName(),
    key: randomName(),
    changed_at: now,
    service_code: "",
    service_name: "",
    words: "",
    point: null,
    point_text: "",
    address: "",
    asset_id: "",
    overlay: [],
    near: "",
    answers: {},
    insisted: [],
    description: "",
    photos: [],
    email: "",
    phone: "",
    not_duplicate_of: [],
    reopens: "",
  };
}

/** A new draft at the same place, for the next problem there. */
export function nextDraftHere({ point, point_text, address, overlay, near, email, phone }: Draft): Draft {
  return { ...emptyDraft(), point, point_text, address, overlay, near, email, phone };
}

export const isBegun = (draft: Draft): boolean =>
  Boolean(draft.service_code || draft.point || draft.point_text || draft.address || draft.words || draft.photos.length);

/** The drafts of this device, as one tab sees them. */
export class Drafts {
  constructor(
    private readonly shelf: Shelf,
    private readonly visit: Keeper,
  ) {}

  /** The draft of this tab, or a new one; and the unfinished ones of others, the newest first. */
  async open(now = Date.now()): Promise<{ draft: Draft; others: Draft[] }> {
    const own = this.visit.read(OF_THIS_TAB);
    const all = await this.shelf.all<Draft>(DRAFT);
    const old = all.filter(({ changed_at }) => changed_at < now - KEPT_MS);
    for (const draft of old) await this.drop(draft);
    const standing = all.filter((draft) => !old.includes(draft));
    const draft = standing.find(({ id }) => id === own) ?? emptyDraft(now);
    this.visit.write(OF_THIS_TAB, draft.id);
    const others = standing.filter((other) => other.id !== draft.id && isBegun(other));
    return { draft, others: others.sort((one, other) => other.changed_at - one.changed_at) };
  }

  /** Keep the draft; it is the one of this tab from here on. */
  async keep(draft: Draft, now = Date.now()): Promise<void> {
    this.visit.write(OF_THIS_TAB, draft.id);
    await this.shelf.put(DRAFT + draft.id, { ...draft, changed_at: now });
  }

  /** The draft is done with. Its photos go too, unless the report that is made of it still needs them. */
  async drop(draft: Draft, { withPhotos = true } = {}): Promise<void> {
    if (this.visit.read(OF_THIS_TAB) === draft.id) this.visit.forget(OF_THIS_TAB);
    await this.shelf.remove(DRAFT + draft.id, ...(withPhotos ? draft.photos.map(photoKey) : []));
  }
}

/** The body of POST /api/v1/requests; `asked` are the questions that apply. */
export function bodyOf(draft: Draft, asked: Question[], language: string): SubmitBody {
  if (!draft.point) throw new Error("a report without a place");
  const answers: NonNullable<SubmitBody["answers"]> = {};
  for (const { code } of asked) {
    const answer = draft.answers[code];
    if (answer !== undefined && answer !== "" && !(Array.isArray(answer) && answer.length === 0)) answers[code] = answer;
  }
  const { email, phone, address, asset_id, description, reopens, not_duplicate_of } = draft;
  const photo_ids = photoIds(draft.photos);
  return {
    service_code: draft.service_code,
    lat: draft.point.lat,
    long: draft.point.long,
    answers,
    ...(address && { address }),
    ...(asset_id && { asset_id }),
    ...(description && { description }),
    ...(photo_ids.length && { photo_ids }),
    ...((email || phone) && { reporter: { ...(email && { email }), ...(phone && { phone }), language } }),
    ...(reopens && { reopens }),
    ...(not_duplicate_of.length && { not_duplicate_of }),
  };
}
