/** One visit of the report page: the draft, the step, what the city says, what is on its way. */
import { get, Refused } from "../../lib/api/ask";
import { announce } from "../../lib/frame/announce.svelte";
import { language } from "../../lib/i18n/words.svelte";
import type { Shelf } from "../../lib/keep/shelf";
import { thisVisit } from "../../lib/keep/visit";
import { Drafts, bodyOf, emptyDraft, nextDraftHere, type Draft } from "./draft/draft";
import { Outbox, type Refusal, type Waiting } from "./draft/outbox";
import { PhotoSender } from "./draft/photo_sender";
import { applying } from "./questions";
import { problemOf, type Told } from "./problems";
import { placesOfRefusal } from "./refusal";
import { stepOf, type Step } from "./steps";
import type { City, DuplicatesFound, KnownCase, Service, ServiceType, Submitted } from "./wire";
import { say } from "./words";

/** The last report filed in this tab, so that a reload of the last page shows it again. */
export interface Receipt extends Submitted {
  service_name: string;
  email: string;
  next: Draft;
}
const FILED = "hex311.filed";
const CONCRETE: Step[] = ["where", "known", "details", "send", "elsewhere"];

export class ReportSession {
  city = $state.raw() as City;
  types = $state.raw<ServiceType[]>([]);
  service = $state.raw<Service | null>(null);
  draft = $state.raw<Draft>(emptyDraft());
  others = $state.raw<Draft[]>([]);
  waiting = $state.raw<Waiting[]>([]);
  known = $state.raw<KnownCase[]>([]);
  receipt = $state.raw<Receipt | null>(null);
  step = $state<Step>("what");
  /** Counts the steps drawn: a step that is come to again is drawn anew. */
  drawn = $state(0);
  fault = $state.raw<unknown>(null);
  typeIsGone = $state(false);
  /** What is wrong at this step; its turn changes each time it is shown. */
  problems = $state.raw<Told[]>([]);
  problemsShown = $state(0);
  /** A refusal that belongs to no field. */
  refusal = $state.raw<Refusal | null>(null);
  /** The report that this tab sent and that is still waiting. */
  mine = $state<string>("");

  readonly photos: PhotoSender;
  readonly outbox: Outbox;
  readonly #drafts: Drafts;
  #turn = 0;
  #later: Told[] = [];

  constructor(readonly shelf: Shelf) {
    this.#drafts = new Drafts(shelf, thisVisit);
    this.outbox = new Outbox(shelf);
    const change = (photos: Draft["photos"]): void => this.change({ photos });
    this.photos = new PhotoSender(shelf, () => this.draft.photos, change);
    this.receipt = JSON.parse(thisVisit.read(FILED) ?? "null") as Receipt | null;
  }

  async open(): Promise<void> {
    const { draft, others } = await this.#drafts.open();
    this.draft = draft;
    this.others = others;
    this.#takeType();
    await this.readOutbox();
    this.mine = this.waiting.find(({ state }) => state === "waiting")?.id ?? "";
    this.photos.resume();
  }

  /** Remember more of the report. */
  change(parts: Partial<Draft>): void {
    this.draft = { ...this.draft, ...parts };
    void this.#drafts.keep(this.draft);
  }

  /** `/report/?type=pothole` comes from lists of types elsewhere. */
  #takeType(): void {
    const address = new URL(window.location.href);
    const type = address.searchParams.get("type");
    if (!type) return;
    this.#setType(type);
    address.searchParams.delete("type");
    address.hash = "where";
    window.history.replaceState(null, "", address);
  }

  choose(type: ServiceType): void {
    this.#setType(type.service_code);
    this.change({ service_name: type.service_name });
    this.go("where");
  }

  #setType(code: string): void {
    if (code === this.draft.service_code) return;
    this.service = null;
    // who described it in a sentence need not do so again
    const description = this.draft.description || (/\s\S+\s/.test(this.draft.words.trim()) ? this.draft.words.trim() : "");
    this.change({ service_code: code, service_name: "", description, answers: {}, not_duplicate_of: [], reopens: "" });
  }

  go(step: Step, { replace = false } = {}): void {
    if (window.location.hash === `#${step}`) void this.arrive();
    else if (replace) {
      window.history.replaceState(null, "", `#${step}`);
      void this.arrive();
    } else window.location.hash = step;
  }

  /** Go to a step and show problems there: the API found them after the step was left. */
  goWith(step: Step, problems: Told[]): void {
    this.#later = problems;
    this.go(step);
  }

  /** Draw the step of the address. */
  async arrive(): Promise<void> {
    const turn = ++this.#turn;
    let step = stepOf(window.location.hash, {
      hasType: Boolean(this.draft.service_code),
      hasPoint: Boolean(this.draft.point),
      hasReceipt: Boolean(this.receipt),
      hasWaiting: this.waiting.some(({ state }) => state === "waiting"),
    });
    let fault: unknown = null;
    try {
      if (step === "what" && !this.types.length) await this.readTypes();
      if (CONCRETE.includes(step)) {
        this.service ??= await get<Service>(`/api/v1/services/${encodeURIComponent(this.draft.service_code)}`);
        if (this.service.service_name !== this.draft.service_name) this.change({ service_name: this.service.service_name });
        if (this.service.redirect) step = "elsewhere";
      }
      if (step === "known") this.known = await this.likely();
    } catch (caught) {
      if (turn !== this.#turn) return;
      if (caught instanceof Refused && caught.status === 404 && CONCRETE.includes(step)) return this.#forgetType();
      console.warn(caught);
      fault = caught;
    }
    if (turn !== this.#turn) return;
    this.fault = fault;
    this.step = step;
    if (step !== "what") this.typeIsGone = false;
    this.refusal = null;
    this.problems = this.#later;
    this.#later = [];
    this.drawn += 1;
  }

  show(problems: Told[]): void {
    this.problems = problems;
    this.problemsShown += 1;
  }

  async readTypes(): Promise<void> {
    this.types = (await get<{ services: ServiceType[] }>("/api/v1/services")).services;
  }

  /** Another language: the city's words anew, in place; nothing typed and no focus is lost. */
  async speakAnew(city: City): Promise<void> {
    const code = this.service?.service_code;
    const [service] = await Promise.all([
      code ? get<Service>(`/api/v1/services/${encodeURIComponent(code)}`) : null,
      this.types.length ? this.readTypes() : null,
    ]);
    if (this.step === "known") this.known = await this.likely();
    this.city = city;
    this.service = service;
    if (service) this.change({ service_name: service.service_name });
    this.problems = []; // they were told in the other language
  }

  /** Reports near the place that may be the same thing: open ones, then those closed a short while ago. */
  async likely(): Promise<KnownCase[]> {
    const { service_code, point, asset_id } = this.draft;
    if (!point) return [];
    const query = { service_code, ...point, ...(asset_id && { asset_id }) };
    const { duplicates, closed_before } = await get<DuplicatesFound>("/api/v1/duplicates", query);
    return [...duplicates, ...(closed_before ?? [])];
  }

  /** The city no longer has this type (or never had): choose again, keep the rest. */
  #forgetType(): void {
    this.change({ service_code: "", service_name: "", answers: {} });
    this.typeIsGone = true;
    this.go("what", { replace: true });
  }

  /** The draft has served: a new one, with a new key, begins. */
  async finish(): Promise<void> {
    await this.#drafts.drop(this.draft);
    this.#begin(emptyDraft());
  }

  #begin(draft: Draft): void {
    this.draft = draft;
    this.service = null;
  }

  begin(draft: Draft): void {
    this.#begin(draft);
    this.change({});
    this.go("what");
  }

  async startOver(): Promise<void> {
    await this.finish();
    this.go("what");
    announce(say("report.started_over"));
  }

  /** Go on with a draft that another visit left. */
  resume(draft: Draft): void {
    this.others = this.others.filter(({ id }) => id !== draft.id);
    this.#begin(draft);
    this.change({});
    this.go(draft.service_code ? (draft.point ? "details" : "where") : "what");
  }

  async remove(draft: Draft): Promise<void> {
    await this.#drafts.drop(draft);
    this.others = this.others.filter(({ id }) => id !== draft.id);
    announce(say("drafts.removed"));
  }

  // --- sending ---------------------------------------------------------------------------------------------------

  /** Keep the report, then send it. It ends at the receipt, at what is to be mended, or waiting for a connection. */
  async send(): Promise<void> {
    if (!this.service) return;
    const photos = this.service.photo === "none" ? [] : this.draft.photos;
    const draft = { ...this.draft, photos };
    const waiting = await this.outbox.add(draft, bodyOf(draft, applying(this.service, draft), language()));
    this.mine = waiting.id;
    const now = navigator.onLine ? await this.outbox.sendOne(waiting.id) : waiting;
    await this.readOutbox();
    if (now?.state === "sent") return this.#filed(now);
    if (now?.state === "refused" && now.refusal) return this.#back(now, now.refusal);
    await this.#drafts.drop(this.draft, { withPhotos: false });
    this.#begin(emptyDraft());
    this.go("waiting", { replace: true });
  }

  async #filed(sent: Waiting): Promise<void> {
    const { draft, receipt } = sent;
    if (!receipt) return;
    this.receipt = { ...receipt, service_name: draft.service_name, email: draft.email, next: nextDraftHere(draft) };
    thisVisit.write(FILED, JSON.stringify(this.receipt));
    await this.outbox.remove(sent);
    await this.#drafts.drop(draft);
    if (this.draft.id === draft.id) this.#begin(emptyDraft());
    this.mine = "";
    await this.readOutbox();
    this.go("done", { replace: true });
  }

  /** A refused report is a draft again; what the city said is shown where it can be mended. */
  async #back(refused: Waiting, refusal: Refusal): Promise<void> {
    await this.outbox.remove(refused, { withPhotos: false });
    await this.readOutbox();
    if (this.draft.id !== refused.id) this.#begin({ ...refused.draft, photos: refused.photos });
    this.change({});
    const { step, problems, insisted, key } = placesOfRefusal(this.service, refusal);
    if (insisted.length) this.change({ insisted: [...new Set([...this.draft.insisted, ...insisted])] });
    if (key) this.change({ key }); // it was sent with other words before: a report of its own from here on
    const told = problems.map(({ field, problem }) => ({ field, ...problemOf(problem) }));
    if (step && step !== this.step) return this.goWith(step, told);
    if (step) return this.show(told);
    this.refusal = refusal;
  }

  async mend(refused: Waiting): Promise<void> {
    if (!refused.refusal) return;
    this.#begin({ ...refused.draft, photos: refused.photos });
    this.service = await get<Service>(`/api/v1/services/${encodeURIComponent(refused.draft.service_code)}`);
    window.history.replaceState(null, "", "#send");
    await this.arrive();
    await this.#back(refused, refused.refusal);
  }

  /** Before it has left, a waiting report can still be changed. */
  async takeBack(waiting: Waiting): Promise<void> {
    await this.outbox.remove(waiting, { withPhotos: false });
    await this.readOutbox();
    this.#begin({ ...waiting.draft, photos: waiting.photos });
    this.change({});
    this.go("send");
  }

  async forget(waiting: Waiting): Promise<void> {
    await this.outbox.remove(waiting);
    await this.readOutbox();
    if (waiting.state === "waiting") announce(say("outbox.dropped"));
    if (this.step === "waiting") this.go("what", { replace: true });
  }

  async readOutbox(): Promise<void> {
    this.waiting = await this.outbox.all();
  }

  /** Send what waits; a report that was just sent from here ends at its receipt. */
  async sendWaiting(): Promise<void> {
    if (!this.waiting.some(({ state }) => state === "waiting")) return;
    await this.outbox.sendAll();
    await this.readOutbox();
    const mine = this.waiting.find(({ id }) => id === this.mine);
    if (this.step !== "waiting" || !mine) return;
    if (mine.state === "sent") await this.#filed(mine);
    else if (mine.state === "refused") this.go("what", { replace: true });
  }
}
