/** One visit of the report page: the draft, the step, what the city says. Sending is in sending.svelte.ts. */
import { get, glance, Refused } from "../../lib/api/ask";
import { announce } from "../../lib/frame/announce.svelte";
import { language } from "../../lib/i18n/words.svelte";
import { Outgoing } from "../../lib/keep/outgoing.svelte";
import type { Shelf } from "../../lib/keep/shelf";
import { thisVisit } from "../../lib/keep/visit";
import { readPlaceFragment } from "../../lib/places/fragment";
import { writePoint } from "../../lib/places/point";
import { PhotoSender } from "../parts/photo_sender";
import type { Told } from "../parts/problems";
import { Drafts, emptyDraft, type Draft } from "./draft/draft";
import { isShort } from "./questions";
import { Sending } from "./sending.svelte";
import type Known from "./known/Known.svelte";
import { stepOf, type Step } from "./steps";
import type { City, DuplicatesFound, KnownCase, Service, Services, ServiceType } from "./wire";
import { say } from "./words";

const loadKnown = async (): Promise<typeof Known> => (await import("./known/Known.svelte")).default;
const CONCRETE: Step[] = ["where", "known", "details", "send", "elsewhere"];

export class ReportSession {
  city = $state.raw() as City;
  types = $state.raw<ServiceType[]>([]);
  /** Codes of the types that are offered first. */
  featured = $state.raw<string[]>([]);
  service = $state.raw<Service | null>(null);
  draft = $state.raw<Draft>(emptyDraft());
  others = $state.raw<Draft[]>([]);
  known = $state.raw<KnownCase[]>([]);
  /** The step that shows them: loaded only where there is something to show, which is never without a connection. */
  knownStep = $state.raw<typeof Known | null>(null);
  step = $state<Step>("what");
  /** Counts the steps drawn: a step that is come to again is drawn anew. */
  drawn = $state(0);
  fault = $state.raw<unknown>(null);
  typeIsGone = $state(false);
  /** What is wrong at this step; its turn changes each time it is shown. */
  problems = $state.raw<Told[]>([]);
  problemsShown = $state(0);

  readonly photos: PhotoSender;
  readonly outgoing: Outgoing;
  readonly sending: Sending;
  readonly drafts: Drafts;
  #turn = 0;
  #later: Told[] = [];

  constructor(readonly shelf: Shelf) {
    this.drafts = new Drafts(shelf, thisVisit);
    this.outgoing = new Outgoing(shelf);
    this.sending = new Sending(this, this.outgoing);
    const change = (photos: Draft["photos"]): void => this.change({ photos });
    this.photos = new PhotoSender(shelf, () => this.draft.photos, change);
  }

  async open(): Promise<void> {
    const { draft, others } = await this.drafts.open();
    this.draft = draft;
    this.others = others;
    this.#takePlace(); // before the type, which leads on
    this.#takeType();
    await this.sending.open();
    this.photos.resume();
  }

  /** Remember more of the report. */
  change(parts: Partial<Draft>): void {
    this.draft = { ...this.draft, ...parts };
    void this.drafts.keep(this.draft);
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

  /** `/report/#at/…` comes from a place on the home page; the city is asked about it at "where". */
  #takePlace(): void {
    const place = readPlaceFragment(window.location.hash);
    if (!place) return;
    const { label: address } = place;
    this.change({ point: null, point_text: writePoint(place), address, overlay: [], near: "", asset_id: "", not_duplicate_of: [], reopens: "" });
    window.history.replaceState(null, "", this.draft.service_code ? "#where" : "#what");
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
      hasReceipt: Boolean(this.sending.receipt),
      hasWaiting: this.sending.isWaiting,
    });
    let fault: unknown = null;
    try {
      if (step === "what" && !this.types.length) await this.readTypes();
      if (CONCRETE.includes(step)) {
        const service = this.service ?? (await this.#readService(this.draft.service_code));
        if (turn !== this.#turn) return; // another type may have been chosen meanwhile
        this.service = service;
        if (service.service_name !== this.draft.service_name) this.change({ service_name: service.service_name });
        if (service.redirect) step = "elsewhere";
        else if (step === "details" && isShort(service)) step = "send";
      }
      if (step === "known") {
        const [known, part] = await Promise.all([this.likely(), loadKnown()]);
        if (turn !== this.#turn) return;
        [this.known, this.knownStep] = [known, part];
      }
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
    this.sending.refusal = null;
    this.problems = this.#later;
    this.#later = [];
    this.drawn += 1;
  }

  show(problems: Told[]): void {
    this.problems = problems;
    this.problemsShown += 1;
  }

  async readTypes(asked: Promise<Services> = get<Services>("/api/v1/services")): Promise<void> {
    const spoken = language();
    const { services, featured } = await asked;
    if (language() !== spoken) return this.readTypes(); // another one was chosen meanwhile
    this.types = services;
    this.featured = featured;
  }

  async #readService(code: string): Promise<Service> {
    const spoken = language();
    const service = await get<Service>(`/api/v1/services/${encodeURIComponent(code)}`);
    return language() === spoken ? service : this.#readService(code);
  }

  /** Another language: the city's words anew, in place; nothing typed and no focus is lost. */
  async speakAnew(city: City): Promise<void> {
    const spoken = language();
    const code = this.service?.service_code;
    const [service] = await Promise.all([
      code ? this.#readService(code) : null,
      this.types.length ? this.readTypes() : null,
    ]);
    const turn = this.#turn;
    const known = this.step === "known" ? await this.likely() : null;
    if (language() !== spoken) return; // yet another one was chosen meanwhile
    this.city = city;
    if (known && turn === this.#turn) this.known = known;
    if (service && service.service_code === this.draft.service_code) {
      this.service = service;
      this.change({ service_name: service.service_name });
    }
    this.problems = []; // they were told in the other language
  }

  /** Reports near the place that may be the same thing: open ones, then those closed a short while ago. */
  async likely(): Promise<KnownCase[]> {
    const { service_code, point, asset_id } = this.draft;
    if (!point) return [];
    const query = { service_code, ...point, ...(asset_id && { asset_id }) };
    const { duplicates, closed_before } = await glance<DuplicatesFound>("/api/v1/duplicates", query);
    return [...duplicates, ...(closed_before ?? [])];
  }

  /** The city no longer has this type (or never had): choose again, keep the rest. */
  #forgetType(): void {
    this.change({ service_code: "", service_name: "", answers: {} });
    this.typeIsGone = true;
    this.go("what", { replace: true });
  }

  /** The draft has served: a new one, with a new key, begins. */
  async finish({ withPhotos = true } = {}): Promise<void> {
    await this.drafts.drop(this.draft, { withPhotos });
    this.work(emptyDraft());
  }

  /** Work on this draft from here on. */
  work(draft: Draft): void {
    this.draft = draft;
    this.service = null;
    this.photos.resume();
  }

  begin(draft: Draft): void {
    this.work(draft);
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
    this.work(draft);
    this.change({});
    this.go(draft.service_code ? (draft.point ? "details" : "where") : "what");
  }

  async remove(draft: Draft): Promise<void> {
    await this.drafts.drop(draft);
    this.others = this.others.filter(({ id }) => id !== draft.id);
    announce(say("drafts.removed"));
  }
}
