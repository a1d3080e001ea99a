/**
 * A department's work orders of one status, all of them, in thin rows: the first page is shown at once, the others come
 * behind it. While the screen is looked at it is read again now and then; what was chosen stays chosen.
 */
import { api, read } from "../api";
import type { Question } from "./question";
import { rowsOf, type QueuePage, type Row } from "./row";

export type { Question } from "./question";

/** The first page is there soon; the others are as large as the API lets them be. */
const FIRST_PAGE = 200;
const PAGE = 1_000;
/** Beyond that the API narrows the queue by the filters; what is shorter is narrowed here. */
export const MOST = 10_000;
/** A short queue is read again that often. One of many pages takes longer: a page costs what a page costs. */
const AGAIN_MS = 20_000;

/** While many pages come the rows are shown at once, then now and then: each time all that is told of them is reckoned. */
const SHOWN_MS = 1_000;

export const idOf = (order: Pick<Row, "service_request_id" | "work_order_id">): string => `${order.service_request_id}/${order.work_order_id}`;

export class Queue {
  orders = $state.raw<readonly Row[]>([]);
  /** `partly`: some stand, more are on their way. */
  stage = $state<"reading" | "partly" | "read" | "failed">("reading");
  /** When what is shown was read. */
  readAt = $state(0);
  /** There are more than are shown. */
  isCut = $state(false);
  /** It has been longer than what may be shown: the API narrows it by the filters. */
  isLong = $state(false);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Ask something else: what stood goes. */
  async ask(question: Question): Promise<void> {
    this.orders = [];
    this.stage = "reading";
    this.isCut = this.isLong = false;
    await this.#read(question, true);
  }

  /** The same again; what stands stays until the new is there. */
  again = (question: Question): Promise<void> => this.#read(question, false);

  /** Put in a work order as it is now, where it stands; one that has left the queue goes. */
  replace(changed: Row, question: Question): void {
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
    const only = this.isLong ? narrowed(question) : {};
    // a work order whose clock moves on while the pages are read comes twice
    const found = new Map<string, Row>();
    let cursor: string | null = null;
    let shownAt = 0;
    try {
      do {
        const { department, status } = question;
        const limit = found.size === 0 && showing ? FIRST_PAGE : PAGE;
        const page: QueuePage = await read(() =>
          api.GET("/api/v1/staff/queue", { params: { query: { department, status, ...only, limit, ...(cursor ? { cursor } : {}) } } }),
        );
        if (turn !== this.#turn) return;
        for (const row of rowsOf(page, question)) {
          found.delete(idOf(row));
          found.set(idOf(row), row);
        }
        cursor = page.next;
        if (showing && cursor && Date.now() - shownAt > SHOWN_MS) {
          this.orders = [...found.values()];
          this.stage = "partly";
          shownAt = Date.now();
        }
      } while (cursor && found.size < MOST);
    } catch (fault) {
      if (turn !== this.#turn) return;
      console.warn(fault);
      this.stage = "failed";
      this.#timer = setTimeout(() => void this.again(question), AGAIN_MS);
      return;
    }
    this.orders = [...found.values()];
    this.stage = "read";
    this.isCut = cursor !== null;
    this.isLong ||= this.isCut;
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

/** The filters that the API takes: of several areas the first. */
function narrowed({ service_code, crew, assignee, areas: [area = ""] }: Question): Record<string, string> {
  return Object.fromEntries(Object.entries({ service_code, crew, assignee, area }).filter(([, value]) => value !== ""));
}
