/**
 * What residents send, on its way: reports, "me too", "follow", whatever else comes. Everything goes through here: it
 * is kept first, then sent, so neither a lost connection nor a closed tab loses it. What has left once is sent the same
 * ever after, under the Idempotency-Key that was made with it: if it had arrived after all, its answer comes now, and
 * nothing is done twice. Any page of ours sends what another one kept.
 */
import { isPassing, postKeyed, Refused, type Problem } from "../api/ask";
import { photoIds, photoKey, sendLost, type KeptPhoto, type Uploads } from "../photos/photos";
import { noteArrived } from "./mine";
import type { Shelf } from "./shelf";
import { randomName } from "./visit";

/** Something to send. */
export interface Order<About = unknown> {
  /** What it is, such as `report` or `me-too`. */
  kind: string;
  /** Where it is posted to, such as `/api/v1/requests`. */
  path: string;
  body: object;
  /** What its page needs to show it. Kept with it, never sent. */
  about: About;
  /** Photos that go along, as `photo_ids` of the body. */
  photos?: KeptPhoto[];
  headers?: Record<string, string>;
  /** Its own, where the thing had them before it was to be sent, as a draft has. */
  id?: string;
  key?: string;
}

export interface Refusal {
  code: string;
  message: string;
  problems: Problem[];
}

/** An order that is kept. */
export interface Errand<About = unknown, Answer = unknown> extends Required<Order<About>> {
  queued_at: number;
  /** Whether it has left here at least once; from then on `body` is never changed. */
  left: boolean;
  state: "waiting" | "sent" | "refused";
  answer: Answer | null;
  refusal: Refusal | null;
}

type Send = (path: string, body: object, key: string, headers: Record<string, string>) => Promise<unknown>;

interface Attempt {
  errand: Errand | undefined;
  reached: boolean;
}

class TakenBack extends Error {}

const OUTBOX = "outbox:";
const LOCK = "hex311.outbox";

export class Outbox {
  constructor(
    private readonly shelf: Shelf,
    private readonly send: Send = postKeyed,
    private readonly uploads?: Uploads,
  ) {}

  /** All that is on its way, and what has ended but was not read yet; the oldest first. */
  async all(): Promise<Errand[]> {
    const all = await this.shelf.all<Errand>(OUTBOX);
    return all.sort((one, other) => one.queued_at - other.queued_at);
  }

  /** Keep it. It is not sent before somebody says so. */
  async add<About>(order: Order<About>, now = Date.now()): Promise<Errand<About>> {
    const made = { id: randomName(), key: randomName(), photos: [], headers: {} };
    const fresh = { queued_at: now, left: false, state: "waiting", answer: null, refusal: null } as const;
    const errand: Errand<About> = { ...made, ...order, ...fresh };
    await this.#keep(errand);
    return errand;
  }

  /** The photos have got on meanwhile. Nothing changes once it has left. */
  photosAre(id: string, photos: KeptPhoto[]): Promise<void> {
    return alone(async () => {
      const errand = await this.shelf.get<Errand>(OUTBOX + id);
      if (errand && !errand.left) await this.#keep({ ...errand, photos });
    });
  }

  /** Forget it, and its photos unless it becomes a draft again. */
  async remove(errand: Errand, { withPhotos = true } = {}): Promise<void> {
    await this.shelf.remove(OUTBOX + errand.id, ...(withPhotos ? errand.photos.map(photoKey) : []));
  }

  /** Take it back before it leaves, to be a draft again; false where it has left, or is not here any more. */
  async takeBack(errand: Errand): Promise<boolean> {
    const now = await this.shelf.get<Errand>(OUTBOX + errand.id);
    if (now?.state !== "waiting" || now.left) return false;
    await this.remove(errand, { withPhotos: false });
    return true;
  }

  /** Send one; what became of it. Two tabs do not send the same at the same time. */
  async sendOne(id: string): Promise<Errand | undefined> {
    return (await this.#attempt(id)).errand;
  }

  /** Send all that wait, until one finds no connection; one that the city fails on does not hold up the others. */
  async sendAll(except: ReadonlySet<string> = new Set()): Promise<void> {
    for (const { id, state } of await this.all()) {
      if (state !== "waiting" || except.has(id)) continue;
      if (!(await this.#attempt(id)).reached) return;
    }
  }

  #attempt(id: string): Promise<Attempt> {
    return alone(() => this.#go(id)).catch((fault: unknown) => {
      if (!(fault instanceof TakenBack)) throw fault;
      return { errand: undefined, reached: true };
    });
  }

  async #go(id: string): Promise<Attempt> {
    let errand = await this.shelf.get<Errand>(OUTBOX + id);
    if (errand?.state !== "waiting") return { errand, reached: true };
    // what was taken back while its photos went is gone, and is not sent any more
    const keep = async (parts: Partial<Errand>): Promise<void> => {
      if (!errand?.left && !(await this.shelf.get(OUTBOX + id))) throw new TakenBack();
      errand = { ...(errand as Errand), ...parts };
      await this.#keep(errand);
    };
    let reached = true;
    try {
      if (!errand.left) {
        const photos = await sendLost(errand.photos, this.shelf, (all) => keep({ photos: all }), this.uploads);
        const photo_ids = photoIds(photos);
        await keep({ left: true, body: { ...errand.body, ...(photo_ids.length && { photo_ids }) } });
      }
      const answer = await this.send(errand.path, errand.body, errand.key, errand.headers);
      // first, so that it is not forgotten when the page ends here: what is sent once more is noted once more
      await noteArrived(this.shelf, errand, answer);
      await keep({ state: "sent", answer });
    } catch (fault) {
      if (fault instanceof Refused && !isPassing(fault)) {
        const { code, message, problems } = fault;
        await keep({ state: "refused", refusal: { code, message, problems } });
      } else if (!isPassing(fault)) throw fault;
      else reached = fault instanceof Refused && fault.status === 500;
    }
    return { errand, reached };
  }

  async #keep(errand: Errand): Promise<void> {
    await this.shelf.put(OUTBOX + errand.id, errand);
  }
}

/** One sender at a time on this device, where the browser knows how; the key keeps it right where it does not. */
function alone<Outcome>(act: () => Promise<Outcome>): Promise<Outcome> {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  return locks ? (locks.request(LOCK, act) as Promise<Outcome>) : act();
}
