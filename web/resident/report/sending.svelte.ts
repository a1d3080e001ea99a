/** Sending a report, and what becomes of it: a receipt, something to mend, or waiting for a connection. */
import { language } from "../../lib/i18n/words.svelte";
import type { Errand, Refusal } from "../../lib/keep/outbox";
import type { Outgoing } from "../../lib/keep/outgoing.svelte";
import { thisVisit } from "../../lib/keep/visit";
import { problemOf } from "../parts/problems";
import { bodyOf, emptyDraft, nextDraftHere, type Draft } from "./draft/draft";
import { applying } from "./questions";
import { placesOfRefusal } from "./refusal";
import type { ReportSession } from "./session.svelte";
import type { Submitted } from "./wire";

/** A report on its way. */
export type SentReport = Errand<Draft, Submitted>;

/** The last report filed in this tab, so that a reload of the last page shows it again. */
export interface Receipt extends Submitted {
  service_name: string;
  email: string;
  next: Draft;
}

const FILED = "hex311.filed";

export class Sending {
  receipt = $state.raw<Receipt | null>(null);
  /** A refusal that belongs to no field. */
  refusal = $state.raw<Refusal | null>(null);
  /** The report that this tab sent and that is still waiting. */
  #mine = "";

  constructor(
    private readonly session: ReportSession,
    private readonly outgoing: Outgoing,
  ) {
    this.receipt = JSON.parse(thisVisit.read(FILED) ?? "null") as Receipt | null;
  }

  get reports(): SentReport[] {
    return this.outgoing.errands.filter(({ kind }) => kind === "report") as SentReport[];
  }

  get isWaiting(): boolean {
    return this.reports.some(({ state }) => state === "waiting");
  }

  async open(): Promise<void> {
    await this.outgoing.read();
    this.#mine = this.reports.find(({ state }) => state === "waiting")?.id ?? "";
  }

  /** Keep the report, then send it. */
  async send(): Promise<void> {
    const { service, draft: written, photos: sender } = this.session;
    if (!service) return;
    const takesPhotos = service.photo !== "none";
    const draft = { ...written, photos: takesPhotos ? written.photos : [] };
    const { id, key, photos } = draft;
    const body = bodyOf(draft, applying(service, draft), language());
    const order = { kind: "report", path: "/api/v1/requests", id, key, body, about: draft, photos };
    this.#mine = id;
    const now = await this.outgoing.send<Draft, Submitted>(order, takesPhotos ? sender.settled() : undefined);
    if (now.state === "sent") return this.#filed(now);
    if (now.state === "refused" && now.refusal) return this.#back(now, now.refusal);
    await this.session.finish({ withPhotos: false });
    this.session.go("waiting", { replace: true });
  }

  /** After waiting ones were tried: a report that was just sent from here ends at its receipt. */
  async tried(): Promise<void> {
    const mine = this.reports.find(({ id }) => id === this.#mine);
    if (this.session.step !== "waiting" || !mine) return;
    if (mine.state === "sent") await this.#filed(mine);
    else if (mine.state === "refused") this.session.go("what", { replace: true });
  }

  async #filed(sent: SentReport): Promise<void> {
    const { about: draft, answer } = sent;
    if (!answer) return;
    this.receipt = { ...answer, service_name: draft.service_name, email: draft.email, next: nextDraftHere(draft) };
    thisVisit.write(FILED, JSON.stringify(this.receipt));
    await this.outgoing.remove(sent);
    await this.session.drafts.drop(draft);
    if (this.session.draft.id === draft.id) this.session.work(emptyDraft());
    this.#mine = "";
    this.session.go("done", { replace: true });
  }

  /** A refused report is a draft again; what the city said is shown where it can be mended. */
  async #back(refused: SentReport, refusal: Refusal): Promise<void> {
    await this.outgoing.remove(refused, { withPhotos: false });
    const { session } = this;
    if (session.draft.id !== refused.id) session.work({ ...refused.about, photos: refused.photos });
    session.change({});
    const { step, problems, insisted, key } = placesOfRefusal(session.service, refusal);
    if (insisted.length) session.change({ insisted: [...new Set([...session.draft.insisted, ...insisted])] });
    if (key) session.change({ key }); // it was sent with other words before: a report of its own from here on
    const told = problems.map(({ field, problem }) => ({ field, ...problemOf(problem) }));
    if (step && step !== session.step) return session.goWith(step, told);
    if (step) return session.show(told);
    this.refusal = refusal;
  }

  async mend(refused: SentReport): Promise<void> {
    if (!refused.refusal) return;
    const { session } = this;
    session.work({ ...refused.about, photos: refused.photos });
    window.history.replaceState(null, "", "#send");
    await session.arrive();
    // without an answer the page says so; what was refused is still there
    if (session.service && !session.fault) await this.#back(refused, refused.refusal);
  }

  /** Before it has left, a waiting report can still be changed. */
  async takeBack(waiting: SentReport): Promise<void> {
    if (!(await this.outgoing.takeBack(waiting))) return;
    this.session.work({ ...waiting.about, photos: waiting.photos });
    this.session.change({});
    this.session.go("send");
  }

  /** Something was taken out of what waits; the page of a waiting report ends with it. */
  dropped(): void {
    if (this.session.step === "waiting" && !this.isWaiting) this.session.go("what", { replace: true });
  }
}
