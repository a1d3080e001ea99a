/** What somebody has written about the end of a work order, kept until it is sent: looking elsewhere loses nothing. */
import type { Shelf } from "../../lib/keep/shelf";
import { photoKey } from "../../lib/photos/photos";
import { DRAFTS } from "../session/kept";
import { EMPTY, type FinishDraft, type WorkOrder } from "./finish";

const SAVE_AFTER_MS = 250;

const keyOf = ({ service_request_id, work_order_id }: Pick<WorkOrder, "service_request_id" | "work_order_id">): string =>
  `${DRAFTS}${service_request_id}/${work_order_id}`;

export class KeptDraft {
  draft = $state<FinishDraft>(structuredClone(EMPTY));
  isRead = $state(false);
  readonly #key: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(
    readonly shelf: Shelf,
    order: Pick<WorkOrder, "service_request_id" | "work_order_id">,
  ) {
    this.#key = keyOf(order);
  }

  async read(): Promise<void> {
    const kept = await this.shelf.get<FinishDraft & { key: string }>(this.#key);
    if (kept) {
      const { key: _, ...draft } = kept;
      this.draft = draft;
    }
    this.isRead = true;
  }

  /** Keep it in a moment, when no more is typed; call when it changed. */
  later(): void {
    clearTimeout(this.#timer);
    if (!this.#ended) this.#timer = setTimeout(() => void this.keep(), SAVE_AFTER_MS);
  }

  async keep(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#ended || !this.isRead) return;
    await this.shelf.put(this.#key, { ...$state.snapshot(this.draft), key: this.#key });
  }

  /** It was sent, or handed over with its photos (`withPhotos` false). */
  async forget(withPhotos: boolean): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.shelf.remove(this.#key, ...(withPhotos ? this.draft.photos.map(photoKey) : []));
  }
}

/** Put back what was handed over and did not go through. */
export const putBack = (shelf: Shelf, order: Pick<WorkOrder, "service_request_id" | "work_order_id">, draft: FinishDraft): Promise<void> =>
  shelf.put(keyOf(order), { ...draft, key: keyOf(order) });
