/** The place of a report being found: taken from wherever it comes, and checked with the city. */
import { glance } from "../../../lib/api/ask";
import { Unreached } from "../../../lib/api/reach";
import { announce } from "../../../lib/frame/announce.svelte";
import { metresBetween, readPoint, showPoint, whereAmI, writePoint, type NoLocation, type Point } from "../../../lib/places/point";
import type { ReportSession } from "../session.svelte";
import type { AddressMatch, OverlayAnswer } from "../wire";
import { say, type Key } from "../words";
import type { Near } from "../../../lib/places/Nearby.svelte";

/** A device that is less sure than this is told so. */
const ROUGH_M = 60;
/** Who stands farther than this from where the photo was taken has to say which of the two is meant. */
const SAME_PLACE_M = 100;
/** How long after no answer the city is asked again. */
const AGAIN_MS = 4_000;
const NO_LOCATION: Record<NoLocation, Key> = { denied: "where.denied", unknown: "where.unknown", absent: "where.absent" };

/** What gave the place: the device, the photo, the visit before this one, or what stands on the page. */
export type Source = "device" | "photo" | "before" | "field";

export class PlaceFinder {
  /** How the place was come by. */
  remark = $state("");
  fault = $state.raw<unknown>(null);
  /** Taken without asking the city: there is no connection. */
  unchecked = $state(false);
  /** The name of what was chosen from the list. */
  taken = $state("");
  locating = $state(false);
  source = $state<Source>("field");
  /** Where the first photo that knows it was taken. */
  readonly ofPhoto = $derived.by(() => this.session.draft.photos.find(({ place }) => place)?.place ?? null);

  #later: ReturnType<typeof setTimeout> | undefined;
  /** Counts what the reader does about the place: what the device finds late gives way to it. */
  #turn = 0;

  constructor(private readonly session: ReportSession) {}

  /** Whether the place is known without any of the page's fields. */
  get isGiven(): boolean {
    return this.source !== "field";
  }

  /** A place that came with the draft is checked; whoever has allowed it before is spared the tap for their own. */
  async open(): Promise<void> {
    const { point, point_text, address } = this.session.draft;
    if (point || readPoint(point_text)) this.source = "before";
    if (!point && readPoint(point_text)) await this.check();
    if (point || point_text || address) return;
    const turn = this.#turn;
    const allowed = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
    if (allowed?.state === "granted" && turn === this.#turn) await this.useMine({ asked: false });
  }

  /** The page is left. */
  end(): void {
    this.#turn += 1;
    clearTimeout(this.#later);
  }

  write(point_text: string): void {
    this.#turn += 1;
    this.locating = false;
    this.session.change({ point_text, point: null, overlay: [], near: "", asset_id: "", not_duplicate_of: [], reopens: "" });
    this.fault = null;
    this.remark = "";
    this.taken = "";
    this.unchecked = false;
    this.source = "field";
    this.session.show([]);
  }

  async take(point: Point, told = "", { asset_id = "", source = "field" as Source } = {}): Promise<void> {
    this.write(writePoint(point));
    this.source = source;
    await this.check(told, asset_id);
  }

  takeAddress({ lat, long }: AddressMatch): void {
    if (lat !== null && long !== null) void this.take({ lat, long });
  }

  async takeNear({ name, lat, long, asset_id }: Near): Promise<void> {
    this.session.change({ address: name });
    await this.take({ lat, long }, say("where.near_taken", { name }), { asset_id });
    this.taken = name;
    announce(say("where.near_taken", { name }));
  }

  async takePhotos(): Promise<void> {
    if (!this.ofPhoto) return;
    await this.take(this.ofPhoto, say("where.photo_taken"), { source: "photo" });
    announce(say("where.photo_taken"));
  }

  /** Take the device's own place. Where nobody asked for it, a photo that was taken elsewhere comes before it. */
  async useMine({ asked = true } = {}): Promise<void> {
    if (this.locating) return;
    this.locating = true;
    const turn = this.#turn;
    this.session.show([]);
    announce(say("where.locating"));
    try {
      const found = await whereAmI();
      if (turn !== this.#turn) return;
      if (!asked && this.ofPhoto && metresBetween(found, this.ofPhoto) > SAME_PLACE_M) return;
      const metres = Math.round(found.accuracyM);
      const told = metres > ROUGH_M ? say("where.rough", { metres }) : say("where.found_here", { point: showPoint(found) });
      await this.take(found, told, { source: "device" });
    } catch (caught) {
      if (turn !== this.#turn) return;
      const why = caught instanceof Error ? (caught.message as NoLocation) : "unknown";
      this.session.show([{ field: "locate", text: say(NO_LOCATION[why] ?? "where.unknown") }]);
    } finally {
      if (turn === this.#turn) this.locating = false;
    }
  }

  /** Ask the city's map about the point in the field; true when it lies in the city, or nobody can tell now. */
  async check(told = "", asset_id = this.session.draft.asset_id): Promise<boolean> {
    const { session } = this;
    clearTimeout(this.#later);
    const text = session.draft.point_text;
    const point = readPoint(text);
    if (!point) return false;
    if (session.draft.point && !this.unchecked) return true;
    const same = (): boolean => session.draft.point_text === text;
    try {
      const { overlay } = await glance<{ overlay: OverlayAnswer[] }>("/api/v1/overlay", { ...point });
      if (!same()) return false;
      this.fault = null;
      this.unchecked = false;
      session.change({ point, overlay, asset_id });
      this.remark = told;
      return true;
    } catch (caught) {
      if (!same()) return false;
      if (caught instanceof Unreached) {
        // nobody is kept by that; whoever stays on the page is told when the city answers after all
        this.unchecked = true;
        session.change({ point, overlay: [], asset_id });
        this.#later = setTimeout(() => void this.check(told, asset_id), AGAIN_MS);
        return true;
      }
      this.fault = caught;
      session.change({ point: null, overlay: [] });
      return false;
    }
  }
}
