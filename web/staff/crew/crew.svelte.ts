/** The crew of this device: its day, what waits to be sent, and how both go on when there is a connection. */
import { Refused } from "../../lib/api/ask";
import type { Shelf } from "../../lib/keep/shelf";
import { api, read } from "../api";
import { STAFF_UPLOADS } from "../orders/end_order";
import type { WorkOrder } from "../orders/finish";
import { DAYS, dayOf } from "../session/kept";
import { dayFrom, shown, withOrder, withPlace, type KeptDay, type Question, type Shown } from "./day";
import { CrewOutbox, sameOrder, type Step, type Taken } from "./outbox";
import { orderNow, sendCrewStep } from "./send";
import { Stands } from "./stands.svelte";

const TRY_EVERY_MS = 30_000;
/** What waits for a photo to be looked at, or for a city that is busy, is tried again soon, then less often. */
const SOON_MS = [2_000, 4_000, 8_000, 16_000];

/** Steps that say where they were taken. */
const STAMPED = new Set<Taken["name"]>(["start", "complete", "refuse"]);

export class Crew {
  day = $state.raw<KeptDay | null>(null);
  /** `kept`: what stands was read earlier, and there is no connection now. */
  stage = $state<"nothing" | "reading" | "read" | "kept" | "failed">("nothing");
  steps = $state.raw<Step[]>([]);
  ofOthers = $state(0);
  isSending = $state(false);
  /** Work orders of refused steps as they are now, where that could be asked. */
  now = $state.raw<readonly WorkOrder[]>([]);
  readonly outbox: CrewOutbox;
  readonly stands: Stands;
  readonly stops = $derived<Shown[]>(this.day?.stops.map((stop) => shown(stop, this.steps)) ?? []);
  readonly done = $derived(this.stops.filter(({ status }) => status === "completed").length);
  #soon: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #turn = 0;
  #reading: { key: string; done: Promise<void> } | null = null;
  #watchers = 0;
  #stop: () => void = () => undefined;

  constructor(
    readonly shelf: Shelf,
    readonly subject: string,
    signedIn: () => string,
    readonly timeZone: () => string,
  ) {
    this.stands = new Stands(shelf, subject);
    this.outbox = new CrewOutbox(shelf, subject, signedIn, sendCrewStep, (step, order) => this.#arrived(step, order), STAFF_UPLOADS);
  }

  /** The day of a crew: what the device has at once, then what the city says. Asked once at a time, however often one presses. */
  ask(question: Question): Promise<void> {
    const key = `${DAYS}${this.subject}/${question.department}/${question.crew}/${question.date}`;
    if (this.#reading?.key === key) return this.#reading.done;
    const done = this.#ask(question, key).finally(() => {
      if (this.#reading?.done === done) this.#reading = null;
    });
    this.#reading = { key, done };
    return done;
  }

  async #ask(question: Question, key: string): Promise<void> {
    const turn = (this.#turn += 1);
    await this.forgetOver();
    const kept = (await this.shelf.get<KeptDay>(key)) ?? null;
    if (turn !== this.#turn) return;
    this.day = kept;
    this.stage = "reading";
    const { crew, department, date } = question;
    try {
      const params = { path: { crew }, query: { department, date } };
      const answer = await read(() => api.GET("/api/v1/staff/crews/{crew}/route", { params }));
      if (turn !== this.#turn) return;
      this.day = dayFrom(answer, question, key, this.day, Date.now());
      this.stage = "read";
      await this.shelf.put(key, this.day);
    } catch (fault) {
      console.warn(fault);
      if (turn === this.#turn) this.stage = this.day && !(fault instanceof Refused) ? "kept" : "failed";
    }
  }

  /** Days that are over are nobody's business on this device any more. */
  async forgetOver(): Promise<void> {
    const today = dayOf(new Date(), this.timeZone());
    const over = (await this.shelf.all<KeptDay>(DAYS)).filter(({ date }) => date < today);
    if (over.length > 0) await this.shelf.remove(...over.map(({ key }) => key));
  }

  /** Take a step: it is kept, then sent as soon as that is possible; with where it was taken, if the person lets it. */
  async take(taken: Omit<Taken, "version" | "order"> & { order: WorkOrder }): Promise<void> {
    const position = STAMPED.has(taken.name) ? await this.stands.now() : null;
    const body = { ...taken.body, ...(position && { position }) };
    await this.outbox.add({ ...taken, body, version: () => this.#version(taken.order) });
    await this.reread();
    void this.sendWaiting();
  }

  async sendWaiting(): Promise<void> {
    clearTimeout(this.#soon);
    const before = this.steps.length;
    if (before > 0 && navigator.onLine) {
      this.isSending = true;
      await this.outbox.sendAll().catch((fault: unknown) => console.warn(fault));
      this.isSending = false;
      await this.reread();
    }
    const waits = this.steps.some(({ state }) => state === "waiting");
    this.#tries = this.steps.length < before ? 0 : this.#tries + 1;
    const pause = SOON_MS[this.#tries];
    if (waits && navigator.onLine && pause) this.#soon = setTimeout(() => void this.sendWaiting(), pause);
  }

  /** Take a refused step all the same, upon the work order as it is now. */
  async again(step: Step): Promise<void> {
    const order = this.nowOf(step) ?? (await orderNow(step));
    await this.#put(order);
    await this.outbox.again(step, order);
    await this.reread();
    void this.sendWaiting();
  }

  async drop(step: Step, options?: { withPhotos: boolean }): Promise<void> {
    await this.outbox.drop(step, options);
    await this.reread();
    void this.sendWaiting();
  }

  nowOf = (step: Step): WorkOrder | undefined => this.now.find((order) => sameOrder(order, step));

  /** Send what waits now, when the connection is back, and every half minute, until what comes back is called. */
  watch(): () => void {
    this.#watchers += 1;
    if (this.#watchers === 1) this.#stop = this.#watching();
    return () => {
      this.#watchers -= 1;
      if (this.#watchers === 0) this.#stop();
    };
  }

  #watching(): () => void {
    const again = (): void => {
      this.#tries = 0;
      void this.sendWaiting();
    };
    void this.reread().then(again);
    const timer = setInterval(again, TRY_EVERY_MS);
    window.addEventListener("online", again);
    return () => {
      window.removeEventListener("online", again);
      clearInterval(timer);
      clearTimeout(this.#soon);
    };
  }

  async reread(): Promise<void> {
    [this.steps, this.ofOthers] = await Promise.all([this.outbox.all(), this.outbox.ofOthers()]);
    await this.#lookAtRefused();
  }

  /** How a work order stands on which a step was refused; asked once, where there is a connection. */
  async #lookAtRefused(): Promise<void> {
    const refused = this.steps.filter((step) => step.state === "refused" && step.refusal?.status === 409);
    this.now = this.now.filter((order) => refused.some((step) => sameOrder(step, order)));
    for (const step of refused) {
      if (this.nowOf(step) || !navigator.onLine) continue;
      const order = await orderNow(step).catch(() => null);
      if (!order) continue;
      this.now = [...this.now, order];
      await this.#put(order);
    }
  }

  async #arrived(step: Step, order: WorkOrder | null): Promise<void> {
    const { lat, long } = step.body as { lat?: number; long?: number };
    if (this.day && step.name === "location" && lat !== undefined && long !== undefined) this.day = withPlace(this.day, step, { lat, long });
    if (order) await this.#put(order);
  }

  async #put(order: WorkOrder): Promise<void> {
    if (!this.day) return;
    this.day = withOrder(this.day, order);
    await this.shelf.put(this.day.key, this.day);
  }

  #version(order: WorkOrder): number {
    return this.day?.stops.find((stop) => sameOrder(stop.work_order, order))?.work_order.version ?? order.version;
  }
}

