/**
 * What a crew has done and not told yet. Each step is kept on the device first, then sent; what waits for one work order
 * goes in the order in which it was done, and nothing overtakes a step that was refused. A step carries the version of
 * the work order that it was taken upon: that makes it happen once, however often it is sent, and shows whoever changed
 * the work order meanwhile. It is sent by the person who took it, and by nobody else.
 */
import { isPassing, Refused, type Problem } from "../../lib/api/ask";
import { Unreached } from "../../lib/api/reach";
import type { Shelf } from "../../lib/keep/shelf";
import { randomName } from "../../lib/keep/visit";
import { photoIds, photoKey, sendLost, type KeptPhoto, type Uploads } from "../../lib/photos/photos";
import type { FinishDraft, WorkOrder } from "../orders/finish";

export type StepName = "start" | "pause" | "resume" | "complete" | "refuse" | "location";

/** A step as it is taken. */
export interface Taken {
  order: Pick<WorkOrder, "service_request_id" | "work_order_id">;
  /** The version of the work order as it stands on the device; asked when nothing of it waits any more. */
  version: () => number;
  name: StepName;
  body: Record<string, unknown>;
  photos?: KeptPhoto[];
  /** How its stop is called. */
  title: string;
  /** What was written, so that it can be changed when it is refused. */
  draft?: FinishDraft | null;
}

export interface Refusal {
  status: number;
  code: string;
  message: string;
  problems: Problem[];
}

export interface Step extends Required<Omit<Taken, "order" | "version">> {
  id: string;
  /** Who took it: the subject of the login. */
  by: string;
  service_request_id: string;
  work_order_id: string;
  version: number;
  made_at: number;
  /** Whether it has left here once; from then on its body stays as it is. */
  left: boolean;
  state: "waiting" | "refused";
  refusal: Refusal | null;
}

/** Takes a step to the city; the work order as it is then, null where it is no longer ours to see. */
export type Send = (step: Step) => Promise<WorkOrder | null>;

export const STEPS = "crew:step:";
const LOCK = "hex311.crew";
/** Nobody is signed in any longer: nothing is wrong with the step. */
const SIGNED_OUT = 401;
const ON_ITS_WAY = "photo_on_its_way";

export const sameOrder = (one: Pick<Step, "service_request_id" | "work_order_id">, other: Pick<Step, "service_request_id" | "work_order_id">): boolean =>
  one.service_request_id === other.service_request_id && one.work_order_id === other.work_order_id;

/** A new place changes the request; every other step changes the work order, by one version. */
const changes = ({ name }: Pick<Step, "name">): number => (name === "location" ? 0 : 1);

export class CrewOutbox {
  constructor(
    readonly shelf: Shelf,
    private readonly by: string,
    /** Who is signed in now: nothing of this person goes out under somebody else's name. */
    private readonly signedIn: () => string,
    private readonly send: Send,
    /** Called with each step that arrived, before it is forgotten: what stands on the device follows. */
    private readonly arrived: (step: Step, order: WorkOrder | null) => Promise<void>,
    private readonly uploads: Uploads,
  ) {}

  /** All of this person, in the order in which they were taken. */
  async all(): Promise<Step[]> {
    return (await this.shelf.all<Step>(STEPS)).filter(({ by }) => by === this.by);
  }

  /** How many of somebody else wait on this device. */
  async ofOthers(): Promise<number> {
    return (await this.shelf.all<Step>(STEPS)).filter(({ by }) => by !== this.by).length;
  }

  /** Keep it. Nothing waits for what is being sent meanwhile, so nothing is lost when the page ends. */
  async add({ order, version, name, body, photos = [], title, draft = null }: Taken, now = Date.now()): Promise<Step> {
    const { service_request_id, work_order_id } = order;
    const all = await this.all();
    const before = all.filter((one) => sameOrder(one, order)).at(-1);
    // the order of their keys is that in which they were taken, whatever the device's clock does
    const made_at = Math.max(now, (all.at(-1)?.made_at ?? 0) + 1);
    const id = `${String(made_at).padStart(15, "0")}-${randomName()}`;
    const upon = before ? before.version + changes(before) : version();
    const fresh = { left: false, state: "waiting", refusal: null } as const;
    const step: Step = { id, by: this.by, service_request_id, work_order_id, version: upon, name, body, photos, title, draft, made_at, ...fresh };
    await this.#keep(step);
    return step;
  }

  /** Send all that can be sent. Without a connection, or signed out, nothing more is tried. */
  sendAll(): Promise<void> {
    return alone(async () => {
      const held = new Set<string>();
      for (const { id } of await this.all()) {
        const step = await this.shelf.get<Step>(STEPS + id); // a step before it may have changed it
        if (!step) continue;
        const order = `${step.service_request_id}/${step.work_order_id}`;
        if (held.has(order)) continue;
        if (this.signedIn() !== this.by) return;
        const outcome = step.state === "refused" ? "held" : await this.#attempt(step);
        if (outcome === "stop") return;
        if (outcome === "held") held.add(order);
      }
    });
  }

  /** Take a refused step all the same, upon the work order as somebody has looked at it now. */
  async again(step: Step, seen: Pick<WorkOrder, "version">): Promise<void> {
    await alone(async () => {
      await this.#keep({ ...step, state: "waiting", refusal: null, version: seen.version });
      await this.#follow(step, seen.version + changes(step));
    });
  }

  /** Take a step back for good; what comes after it stays. `withPhotos` false: its photos go back into a draft. */
  async drop(step: Step, { withPhotos = true } = {}): Promise<void> {
    await alone(async () => {
      await this.#forget(step, withPhotos);
      await this.#follow(step, step.version);
    });
  }

  async #attempt(kept: Step): Promise<"sent" | "held" | "stop"> {
    let step = kept;
    const keep = (parts: Partial<Step>): Promise<void> => this.#keep((step = { ...step, ...parts }));
    try {
      if (!step.left) {
        const photos = await sendLost(step.photos, this.shelf, (all) => keep({ photos: all }), this.uploads);
        const ids = photoIds(photos);
        await keep({ left: true, body: { ...step.body, ...(ids.length && { photo_ids: ids }) } });
      }
      const order = await this.send(step);
      // kept first: what is sent once more after an end of the page in between changes nothing
      await this.arrived(step, order);
      if (step.name === "location" && order?.version === step.version + 1) await this.#follow(step, order.version);
      await this.#forget(step, true);
      return "sent";
    } catch (fault) {
      if (fault instanceof Unreached) return fault.status === 0 ? "stop" : "held";
      if (!(fault instanceof Refused)) throw fault;
      if (fault.status === SIGNED_OUT) return "stop";
      if (isPassing(fault) || fault.code === ON_ITS_WAY) return "held";
      const { status, code, message, problems } = fault;
      await keep({ state: "refused", refusal: { status, code, message, problems } });
      return "held";
    }
  }

  /** What waits behind a step is taken upon this version and those that follow from it. */
  async #follow(step: Step, version: number): Promise<void> {
    let next = version;
    for (const one of await this.all()) {
      if (one.id <= step.id || !sameOrder(one, step)) continue;
      await this.#keep({ ...one, version: next });
      next += changes(one);
    }
  }

  async #forget(step: Step, withPhotos: boolean): Promise<void> {
    await this.shelf.remove(STEPS + step.id, ...(withPhotos ? step.photos.map(photoKey) : []));
  }

  async #keep(step: Step): Promise<void> {
    await this.shelf.put(STEPS + step.id, step);
  }
}

/** One writer at a time on this device, where the browser knows how; versions keep it right where it does not. */
function alone<Outcome>(act: () => Promise<Outcome>): Promise<Outcome> {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  return locks ? (locks.request(LOCK, act) as Promise<Outcome>) : act();
}
