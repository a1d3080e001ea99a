/**
 * Reports on their way. Every report goes through here: it is kept first, then sent, so neither a lost connection nor
 * a closed tab loses it. What is sent once is sent the same ever after, under the key that was made with the draft: if
 * it had arrived after all, its answer comes now, and nothing is filed twice.
 */
import { isPassing, postKeyed, Refused, type Problem } from "../../../lib/api/ask";
import type { Shelf } from "../../../lib/keep/shelf";
import type { SubmitBody, Submitted } from "../wire";
import type { Draft } from "./draft";
import { photoIds, photoKey, sendLost, type DraftPhoto, type upload } from "./photos";

export interface Refusal {
  code: string;
  message: string;
  problems: Problem[];
}

export interface Waiting {
  id: string;
  key: string;
  queued_at: number;
  draft: Draft;
  body: SubmitBody;
  photos: DraftPhoto[];
  /** Whether it has left here at least once; from then on `body` is never changed. */
  left: boolean;
  state: "waiting" | "sent" | "refused";
  receipt: Submitted | null;
  refusal: Refusal | null;
}

const OUTBOX = "outbox:";
const LOCK = "hex311.outbox";

export class Outbox {
  constructor(
    private readonly shelf: Shelf,
    private readonly send: (body: SubmitBody, key: string) => Promise<Submitted> = file,
    private readonly sendPhoto?: typeof upload,
  ) {}

  /** All reports on their way, and those whose end was not read yet; the oldest first. */
  async all(): Promise<Waiting[]> {
    const all = await this.shelf.all<Waiting>(OUTBOX);
    return all.sort((one, other) => one.queued_at - other.queued_at);
  }

  async add(draft: Draft, body: SubmitBody, now = Date.now()): Promise<Waiting> {
    const { id, key, photos } = draft;
    const fresh = { left: false, state: "waiting", receipt: null, refusal: null } as const;
    const waiting: Waiting = { id, key, queued_at: now, draft, body, photos, ...fresh };
    await this.#keep(waiting);
    return waiting;
  }

  /** Forget it, and its photos unless it becomes a draft again. */
  async remove(waiting: Waiting, { withPhotos = true } = {}): Promise<void> {
    await this.shelf.remove(OUTBOX + waiting.id, ...(withPhotos ? waiting.photos.map(photoKey) : []));
  }

  /** Send one; what became of it. Two tabs do not send the same at the same time. */
  sendOne(id: string): Promise<Waiting | undefined> {
    return alone(async () => {
      const waiting = await this.shelf.get<Waiting>(OUTBOX + id);
      return waiting?.state === "waiting" ? this.#attempt(waiting) : waiting;
    });
  }

  /** Send all that wait, until one finds no connection. */
  async sendAll(): Promise<void> {
    for (const { id, state } of await this.all()) {
      if (state !== "waiting") continue;
      const now = await this.sendOne(id);
      if (now?.state === "waiting") return;
    }
  }

  async #attempt(waiting: Waiting): Promise<Waiting> {
    let now = waiting;
    const keep = (parts: Partial<Waiting>): Promise<void> => this.#keep((now = { ...now, ...parts }));
    try {
      if (!now.left) {
        const photos = await sendLost(now.photos, this.shelf, (all) => keep({ photos: all }), this.sendPhoto);
        const photo_ids = photoIds(photos);
        await keep({ left: true, body: { ...now.body, ...(photo_ids.length && { photo_ids }) } });
      }
      const receipt = await this.send(now.body, now.key);
      await keep({ state: "sent", receipt });
    } catch (fault) {
      if (fault instanceof Refused && !isPassing(fault)) {
        const { code, message, problems } = fault;
        await keep({ state: "refused", refusal: { code, message, problems } });
      } else if (!isPassing(fault)) throw fault;
    }
    return now;
  }

  async #keep(waiting: Waiting): Promise<void> {
    await this.shelf.put(OUTBOX + waiting.id, waiting);
  }
}

const file = (body: SubmitBody, key: string): Promise<Submitted> => postKeyed<Submitted>("/api/v1/requests", body, key);

/** One sender at a time on this device, where the browser knows how; the key keeps it right where it does not. */
function alone<Outcome>(act: () => Promise<Outcome>): Promise<Outcome> {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  return locks ? (locks.request(LOCK, act) as Promise<Outcome>) : act();
}
