/** A call from the first ring to the wrap-up: what is known, what is asked of the city, what is done at its end. */
import type { components } from "../../lib/api/schema";
import { get, Refused } from "../../lib/api/ask";
import { announce } from "../../lib/frame/announce.svelte";
import { language } from "../../lib/i18n/words.svelte";
import { memoryShelf } from "../../lib/keep/shelf";
import { thisVisit } from "../../lib/keep/visit";
import { photoKey, sendLost } from "../../lib/photos/photos";
import type { Near as NearThing } from "../../lib/places/Nearby.svelte";
import type { Point } from "../../lib/places/point";
import type { OverlayAnswer, Service } from "../../lib/services/wire";
import { api, read } from "../api";
import { faultWords } from "../faults";
import { STAFF_UPLOADS } from "../orders/end_order";
import { bodyOf, contactOf, newDraft, readDraft, writeDraft, type CallerFound, type Draft } from "./draft";
import { UNFINISHED_CALL } from "./kept";
import { Surroundings } from "./surroundings.svelte";
import { say } from "./words";

type Found = components["schemas"]["DuplicatesFound"];
export type Known = Found["duplicates"][number] & Partial<Found["closed_before"][number]>;

/** How the call ended; the clock goes on for what is still to be written down. */
export type End =
  | { kind: "filed"; number: string; told: string }
  | { kind: "joined"; number: string; joined: number }
  | { kind: "counted"; title: string }
  | { kind: "dropped" };

const NO_THING = { asset_id: "", asset_name: "" };

export class Call {
  draft = $state.raw<Draft | null>(null);
  end = $state.raw<End | null>(null);
  endedAt = $state(0);
  caller = $state.raw<CallerFound | null>(null);
  service = $state.raw<Service | null>(null);
  /** The script in the caller's language, where the agent works in another. */
  script = $state.raw<{ language: string; text: string } | null>(null);
  known = $state.raw<Known[]>([]);
  trouble = $state("");
  placeTrouble = $state("");
  callerTrouble = $state("");
  /** Saving was tried: what is missing is told from then on. */
  tried = $state(false);
  looking = $state(false);
  busy = $state(false);
  /** Which caller was asked about last: the answer about an earlier number, or for an earlier call, comes too late. */
  #asking = 0;
  /** What was taken from the caller that was found last, so that it goes where the number was another's. */
  #greeted: Partial<Draft> = {};
  /** By which number or address. */
  #sought = "";

  readonly surroundings = new Surroundings();
  /** Which place was asked about last: the answer about an earlier one, or for an earlier call, comes too late. */
  #placing = 0;

  /** In the page alone, so that no photo of a caller's stays on the computer. */
  readonly shelf = memoryShelf();

  constructor(private readonly subject: string) {
    const kept = readDraft(thisVisit.read(UNFINISHED_CALL), subject);
    if (!kept) {
      thisVisit.forget(UNFINISHED_CALL); // somebody else's, or none
      return;
    }
    this.draft = kept;
    if (kept.service_code) void this.#readService(kept.service_code);
    if (!kept.point) return;
    void this.surroundings.look(kept.point);
    void this.#findKnown();
  }

  begin(phone = ""): void {
    this.#placing += 1;
    this.#noCaller();
    this.end = null;
    this.tried = false;
    this.service = null;
    this.script = null;
    this.known = [];
    this.surroundings.forget();
    this.trouble = this.placeTrouble = this.callerTrouble = "";
    this.#keep(newDraft(Date.now(), phone));
  }

  change(changed: Partial<Draft>): void {
    if (this.draft) this.#keep({ ...this.draft, ...changed });
  }

  /** What is being sent cannot be called back, so a call is not dropped meanwhile. */
  drop(): void {
    if (this.busy) return;
    this.#over({ kind: "dropped" });
  }

  /** Who calls? The number goes in a body, which no log has. */
  async look(): Promise<void> {
    const { draft } = this;
    const phone = draft?.phone.trim() ?? "";
    const email = draft?.email.trim() ?? "";
    const sought = phone || email;
    if (!draft || !sought || (this.looking && sought === this.#sought)) return;
    this.#noCaller();
    const turn = this.#asking;
    this.#sought = sought;
    this.looking = true;
    try {
      const found = await read(() => api.POST("/api/v1/staff/callers", { body: phone ? { phone } : { email } }));
      if (turn !== this.#asking) return;
      this.caller = found;
      if (found.contact) this.#greet(found.contact);
      announce(say("caller.found", { count: found.cases.length }));
    } catch (fault) {
      if (turn === this.#asking) this.callerTrouble = faultWords(fault);
    }
    if (turn === this.#asking) this.looking = false;
  }

  /** Another number or address is another caller: what the city told of the one before is not theirs. */
  write(field: "phone" | "email", text: string): void {
    const before = this.draft?.[field].trim();
    if (before && before === this.#sought && text.trim() !== before) this.#noCaller();
    this.change({ [field]: text });
  }

  #noCaller(): void {
    this.#asking += 1;
    this.#sought = "";
    this.looking = false;
    this.caller = null;
    this.callerTrouble = "";
    const { draft } = this;
    const taken = Object.entries(this.#greeted).filter(([name, text]) => draft?.[name as keyof Draft] === text);
    this.#greeted = {};
    if (draft && taken.length > 0) this.change(Object.fromEntries(taken.map(([name]) => [name, ""])));
  }

  /** What they left the last time, where nothing else was written meanwhile. */
  #greet(contact: NonNullable<CallerFound["contact"]>): void {
    const { draft } = this;
    if (!draft) return;
    const { first_name, last_name, email, language: spoken } = contact;
    const left = { first_name, last_name, email, language: spoken };
    const isNew = ([name, text]: [string, string]): boolean => text !== "" && !draft[name as keyof typeof left];
    this.#greeted = Object.fromEntries(Object.entries(left).filter(isNew));
    this.change(this.#greeted);
    if (this.service) void this.#readScript();
  }

  async choose(service_code: string): Promise<void> {
    const { draft } = this;
    if (!draft) return;
    const same = draft.service_code === service_code;
    this.change({ service_code, ...(same ? {} : { answers: {}, not_duplicate_of: [], reopens: "" }), description: draft.description || draft.words });
    this.known = [];
    if (!same) this.service = this.script = null; // its questions are not the new type's
    await this.#readService(service_code);
    void this.#findKnown();
  }

  async #readService(code: string): Promise<void> {
    this.trouble = "";
    try {
      const service = await get<Service>(`/api/v1/services/${encodeURIComponent(code)}`);
      if (this.draft?.service_code !== code) return;
      this.service = service;
      void this.#readScript();
    } catch (fault) {
      if (this.draft?.service_code === code) this.trouble = faultWords(fault);
    }
  }

  speak(spoken: string): void {
    this.change({ language: spoken });
    void this.#readScript();
  }

  async #readScript(): Promise<void> {
    const { draft, service } = this;
    this.script = null;
    if (!draft?.language || !service?.script || draft.language === language()) return;
    try {
      const theirs = await get<Service>(`/api/v1/services/${encodeURIComponent(service.service_code)}`, { lang: draft.language });
      const isTold = theirs.script && theirs.script !== service.script;
      if (this.draft?.language === draft.language && isTold) this.script = { language: draft.language, text: theirs.script ?? "" };
    } catch (fault) {
      console.warn(fault); // the script in the agent's own language stands
    }
  }

  typeAddress(address: string): void {
    this.#placing += 1;
    this.placeTrouble = "";
    this.known = [];
    this.change({ address, point: null, near: null, overlay: [], not_duplicate_of: [], reopens: "", ...NO_THING });
  }

  /** Whatever the list offers while the agent types is looked at already. */
  preview(point: Point | null): void {
    if (!this.draft?.point && point) void this.surroundings.look(point);
  }

  /** A thing of the city is meant: the crew finds it at once. Chosen once more it is not meant after all. */
  async takeThing({ name, asset_id, lat, long }: NearThing): Promise<void> {
    const { draft } = this;
    if (!draft?.near) return;
    const isBack = draft.asset_id === asset_id;
    this.change(isBack ? NO_THING : { asset_id, asset_name: name });
    announce(isBack ? say("where.thing_back") : say("where.thing_taken", { name }));
    await this.#at(isBack ? draft.near : { lat, long });
  }

  async place(point: Point): Promise<void> {
    void this.surroundings.look(point);
    this.change({ near: point, ...NO_THING });
    await this.#at(point);
  }

  async #at(point: Point): Promise<void> {
    const turn = (this.#placing += 1);
    this.placeTrouble = "";
    try {
      const { overlay } = await get<{ overlay: OverlayAnswer[] }>("/api/v1/overlay", { ...point });
      if (turn !== this.#placing) return;
      this.change({ point, overlay });
      await this.#findKnown();
    } catch (fault) {
      if (turn === this.#placing) this.placeTrouble = faultWords(fault);
    }
  }

  async #findKnown(): Promise<void> {
    const { draft } = this;
    if (!draft?.point || !draft.service_code) return;
    try {
      const query = { service_code: draft.service_code, ...draft.point, ...(draft.asset_id && { asset_id: draft.asset_id }) };
      const { duplicates, closed_before } = await get<Found>("/api/v1/duplicates", query);
      if (this.draft?.service_code !== draft.service_code || this.draft.point !== draft.point) return;
      this.known = [...duplicates, ...closed_before];
      if (this.known.length) announce(say("known.count", { count: this.known.length }));
    } catch (fault) {
      console.warn(fault); // the city looks again when it is filed
    }
  }

  /** `settled`: the photos are sent as far as they can be. */
  async save(settled: () => Promise<unknown> | undefined): Promise<void> {
    const { draft, service } = this;
    if (!draft || !service || this.busy) return;
    await this.#once(async () => {
      await settled();
      const body = bodyOf(await this.#withPhotos(draft), service);
      const params = { header: { "Idempotency-Key": draft.key } };
      const filed = await read(() => api.POST("/api/v1/staff/requests", { params, body }));
      return { kind: "filed", number: filed.service_request_id, told: filed.estimate?.text ?? "" };
    });
  }

  /** What did not get through is sent once more; what cannot be sent any more is told at its photo. */
  async #withPhotos(draft: Draft): Promise<Draft> {
    await sendLost(this.draft?.photos ?? [], this.shelf, async (photos) => this.change({ photos }), STAFF_UPLOADS);
    return this.draft ?? draft;
  }

  async join(number: string): Promise<void> {
    const { draft } = this;
    if (!draft || this.busy) return;
    await this.#once(async () => {
      const params = { path: { service_request_id: number }, header: { "Idempotency-Key": draft.key } };
      const body = { caller: contactOf(draft) };
      const joined = await read(() => api.POST("/api/v1/staff/requests/{service_request_id}/callers", { params, body }));
      return { kind: "joined", number: joined.service_request_id, joined: joined.joined };
    });
  }

  /** The caller only wanted to know; begins and ends the call where none was begun. */
  async count(topic: string, title: string, spoken: string): Promise<void> {
    if (this.busy) return;
    if (!this.draft) this.begin();
    const { key } = this.draft ?? { key: "" };
    await this.#once(async () => {
      const body = { topic, ...(spoken ? { language: spoken } : {}) };
      await read(() => api.POST("/api/v1/staff/information-calls", { params: { header: { "Idempotency-Key": key } }, body }));
      return { kind: "counted", title };
    });
  }

  async #once(act: () => Promise<End>): Promise<void> {
    this.busy = true;
    this.trouble = "";
    try {
      this.#over(await act());
    } catch (fault) {
      const isUsed = fault instanceof Refused && fault.code === "idempotency_key_reused";
      this.trouble = isUsed ? say("save.used") : faultWords(fault);
    } finally {
      this.busy = false;
    }
  }

  #over(end: End): void {
    this.#placing += 1;
    this.#noCaller();
    void this.shelf.remove(...(this.draft?.photos ?? []).map(photoKey));
    this.end = end;
    this.endedAt = Date.now();
    this.#keep(null);
    this.service = null;
    this.known = [];
    this.surroundings.forget();
  }

  #keep(draft: Draft | null): void {
    this.draft = draft;
    if (draft) thisVisit.write(UNFINISHED_CALL, writeDraft(draft, this.subject));
    else thisVisit.forget(UNFINISHED_CALL);
  }
}
