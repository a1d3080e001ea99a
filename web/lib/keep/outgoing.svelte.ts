/** What this device has to send, as a page shows it: kept, sent, tried again, ended. */
import type { KeptPhoto } from "../photos/photos";
import { Outbox, type Errand, type Order } from "./outbox";
import type { Shelf } from "./shelf";

const TRY_EVERY_MS = 30_000;

export class Outgoing {
  /** All that is on its way, and what has ended but was not read yet; the oldest first. */
  errands = $state.raw<Errand[]>([]);
  /** What waits for its own photos in this tab. */
  readonly #held = new Set<string>();

  constructor(
    readonly shelf: Shelf,
    readonly outbox = new Outbox(shelf),
  ) {}

  /**
   * Keep something, then send it; what became of it. It is `sent` with an answer, `refused` with a reason, or `waiting`
   * because no answer came. Photos that are just being sent are waited for, once it is kept.
   */
  async send<About, Answer>(order: Order<About>, photos?: Promise<KeptPhoto[]>): Promise<Errand<About, Answer>> {
    const kept = await this.outbox.add(order);
    if (photos) {
      this.#held.add(kept.id);
      await this.outbox.photosAre(kept.id, await photos).finally(() => this.#held.delete(kept.id));
    }
    const now = navigator.onLine ? await this.outbox.sendOne(kept.id) : kept;
    await this.read();
    return (now ?? kept) as Errand<About, Answer>;
  }

  /** Send what waits; whether there was anything. */
  async sendWaiting(): Promise<boolean> {
    if (!this.errands.some(({ state }) => state === "waiting")) return false;
    await this.outbox.sendAll(this.#held);
    await this.read();
    return true;
  }

  /** Forget one: it was read, taken back, or is not wanted any more. */
  async remove(errand: Errand, options: { withPhotos?: boolean } = {}): Promise<void> {
    await this.outbox.remove(errand, options);
    await this.read();
  }

  /** Take one back before it leaves; its photos stay. False where it has left meanwhile. */
  async takeBack(errand: Errand): Promise<boolean> {
    const isBack = await this.outbox.takeBack(errand);
    await this.read();
    return isBack;
  }

  async read(): Promise<void> {
    this.errands = await this.outbox.all();
  }

  /** Send what waits now, when the connection is back, and every half minute; `tried` hears whether there was anything. */
  watch(tried: (was: boolean) => unknown = () => undefined): () => void {
    const again = (): void => {
      if (navigator.onLine) void this.sendWaiting().then(tried);
    };
    void this.read().then(again);
    window.addEventListener("online", again);
    const timer = setInterval(again, TRY_EVERY_MS);
    return () => {
      window.removeEventListener("online", again);
      clearInterval(timer);
    };
  }
}
