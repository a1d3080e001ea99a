/** One report as this page watches it: asked for now and then, remembered on the device, shown from there when need be. */
import { get, Refused } from "../../lib/api/ask";
import { announce } from "../../lib/frame/announce.svelte";
import { MyReports, type Mine } from "../../lib/keep/mine";
import type { Shelf } from "../../lib/keep/shelf";
import type { Keys } from "./fragment";
import { forgetSeen, keepSeen, seenOf } from "./seen";
import { isMine, type CaseView } from "./standing";
import { say } from "./words";

/** While somebody looks at the page. */
export const EVERY_MS = 60_000;
/** Coming back to the page asks anew, but not after a moment elsewhere. */
const FRESH_MS = 10_000;

export class CaseSession {
  view = $state.raw<CaseView | null>(null);
  /** When the city told what is shown (epoch milliseconds). */
  at = $state(0);
  /** What is shown is from this device: the city has not answered. */
  isKept = $state(false);
  /** The city shows no such report. */
  isMissing = $state(false);
  fault = $state.raw<unknown>(null);
  checking = $state(false);
  /** This report on the device's list of the reader's own. */
  own = $state.raw<Mine | null>(null);
  /** How much of the story was there when this device looked last; null the first time. */
  known = $state<number | null>(null);
  #forgotten = false;
  #turn = 0;
  readonly #list: MyReports;

  constructor(
    readonly shelf: Shelf,
    readonly number: string,
    readonly keys: Keys,
  ) {
    this.#list = new MyReports(shelf);
  }

  get mine(): boolean {
    return this.view !== null && isMine(this.view);
  }

  /** The reporter's own link does not open this report. */
  get secretIsWrong(): boolean {
    return Boolean(this.keys.secret) && this.view !== null && !this.mine;
  }

  async open(): Promise<void> {
    const [seen] = await Promise.all([seenOf(this.shelf, this.number), this.#readOwn()]);
    this.known = seen?.view.timeline.length ?? null;
    await this.check({ aloud: false });
    if (this.view || !seen || !this.#may(seen.view)) return;
    Object.assign(this, { view: seen.view, at: seen.at, isKept: !this.isMissing });
  }

  /** What was told to the reporter is shown to nobody who comes without their link. */
  #may(view: CaseView): boolean {
    return !isMine(view) || this.keys.secret === this.own?.secret;
  }

  /**
   * Ask the city. What changed is read out; that nothing did only where somebody asked (`aloud`). After something was
   * done, and in another language, it is asked `anew`: what was asked before that is let go.
   */
  async check({ aloud = true, anew = false } = {}): Promise<void> {
    if (this.checking && !anew) return;
    const mine = ++this.#turn;
    this.checking = true;
    try {
      const headers = this.keys.secret ? { "X-Follow-Secret": this.keys.secret } : {};
      const view = await get<CaseView>(`/api/v1/requests/${encodeURIComponent(this.number)}`, {}, headers);
      if (mine === this.#turn) await this.#take(view, aloud);
    } catch (fault) {
      console.warn(fault);
      if (mine !== this.#turn) return;
      this.isMissing = fault instanceof Refused && fault.status === 404;
      this.fault = this.isMissing ? null : fault;
      this.isKept = this.view !== null && !this.isMissing;
      if (aloud) announce(say(this.isMissing ? "missing.title" : "fresh.failed"));
    } finally {
      if (mine === this.#turn) this.checking = false;
    }
  }

  async #take(view: CaseView, aloud: boolean): Promise<void> {
    const before = this.view;
    Object.assign(this, { view, at: Date.now(), isKept: false, isMissing: false, fault: null });
    const isNews = before && (before.updated_at !== view.updated_at || before.status !== view.status);
    const last = view.timeline.at(-1)?.text ?? "";
    if (isNews) announce(say("fresh.news", { status: view.status_text, last }));
    else if (aloud) announce(say("fresh.none", { status: view.status_text }));
    if (this.#forgotten) return;
    await keepSeen(this.shelf, { number: this.number, at: this.at, view });
    if (this.mine) await this.#list.note(this.number, { part: "reported", secret: this.keys.secret });
    else if (this.keys.token) await this.#list.note(this.number, { part: "followed" });
    await this.#list.saw(view, this.at);
    await this.#readOwn();
  }

  async #readOwn(): Promise<void> {
    this.own = (await this.#list.all()).find(({ number }) => number === this.number) ?? null;
  }

  /** Take the report, its secret and what was seen of it off this device. */
  async forget(): Promise<void> {
    this.#forgotten = true; // looking at it longer does not bring it back
    await Promise.all([this.#list.forget(this.number), forgetSeen(this.shelf, this.number)]);
    this.own = null;
  }

  /** Ask again when the reader comes back, when the connection does, and every minute while the page is looked at. */
  watch(): () => void {
    const again = (): void => {
      if (document.visibilityState !== "visible" || !navigator.onLine) return;
      if (this.isKept || Date.now() - this.at > FRESH_MS) void this.check({ aloud: false });
    };
    const timer = setInterval(again, EVERY_MS);
    document.addEventListener("visibilitychange", again);
    window.addEventListener("focus", again);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
      window.removeEventListener("focus", again);
      window.removeEventListener("online", again);
    };
  }
}
