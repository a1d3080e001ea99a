/**
 * A department's work orders of one status, all of them: the first page is shown at once, the others come behind it.
 * While the screen is looked at it is read again now and then; what was chosen stays chosen.
 */
import { api, read } from "../api";
import type { WorkOrder } from "./clock";

export interface Question {
  department: string;
  status: string;
  service_code: string;
  crew: string;
  /** `me`, or empty for everybody's. */
  assignee: string;
}

/** Pages are as large as the API lets them be. */
const PAGE = 200;
/** Beyond that a queue is narrowed by its filters. */
export const MOST = 10_000;
/** A short queue is read again that often. One of many pages takes longer: a page costs what a page costs. */
const AGAIN_MS = 20_000;

export const idOf = (order: Pick<WorkOrder, "service_request_id" | "work_order_id">): string =>
  `${order.service_request_id}/${order.work_order_id}`;

/** A district as work orders name it (`council_districts:6`), for people: `council districts 6`. */
export const districtOf = (crew: string): string => crew.replace(/_/g, " ").replace(":", " ");

export class Queue {
  orders = $state.raw<readonly WorkOrder[]>([]);
  /** `partly`: some stand, more are on their way. */
  stage = $state<"reading" | "partly" | "read" | "failed">("reading");
  /** When what is shown was read. */
  readAt = $state(0);
  /** More than are shown match the question. */
  isCut = $state(false);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Ask something else: what stood goes. */
  async ask(question: Question): Promise<void> {
    this.orders = [];
    this.stage = "reading";
    await this.#read(question, true);
  }

  /** The same again; what stands stays until the new is there. */
  again = (question: Question): Promise<void> => this.#read(question, false);

  /** Put in a work order as it is now, where it stands; one that has left the queue goes. */
  replace(changed: WorkOrder, question: Question): void {
    const stays = changed.status === question.status && changed.department === question.department;
    this.orders = this.orders.flatMap((one) => (idOf(one) !== idOf(changed) ? [one] : stays ? [changed] : []));
  }

  end(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
  }

  async #read(question: Question, showing: boolean): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    clearTimeout(this.#timer);
    const began = Date.now();
    const found: WorkOrder[] = [];
    let cursor: string | null = null;
    try {
      do {
        const page: { work_orders: WorkOrder[]; next: string | null } = await read(() =>
          api.GET("/api/v1/staff/work-orders", { params: { query: { ...asked(question), limit: PAGE, ...(cursor ? { cursor } : {}) } } }),
        );
        if (turn !== this.#turn) return;
        found.push(...page.work_orders);
        cursor = page.next;
        if (showing) {
          this.orders = [...found];
          this.stage = cursor ? "partly" : "read";
        }
      } while (cursor && found.length < MOST);
    } catch (fault) {
      if (turn !== this.#turn) return;
      console.warn(fault);
      this.stage = "failed";
      this.#timer = setTimeout(() => void this.again(question), AGAIN_MS);
      return;
    }
    this.orders = found;
    this.stage = "read";
    this.isCut = cursor !== null;
    this.readAt = Date.now();
    this.#later(question, Math.max(AGAIN_MS, 10 * (this.readAt - began)));
  }

  #later(question: Question, after: number): void {
    this.#timer = setTimeout(() => {
      if (document.visibilityState === "visible") void this.again(question);
      else this.#later(question, AGAIN_MS);
    }, after);
  }
}

const asked = ({ department, status, ...only }: Question) => ({
  department,
  status,
  ...Object.fromEntries(Object.entries(only).filter(([, value]) => value !== "")),
});
