/**
 * Photos on their way: made smaller, kept on the device, sent, watched until the city has looked at them. One that is
 * cut off is tried again by itself, ever more seldom, at once when the connection is back, and after a reload.
 */
import { isPassing, Refused } from "../api/ask";
import { Unreached } from "../api/reach";
import type { Shelf } from "../keep/shelf";
import { randomName } from "../keep/visit";
import type { Point } from "../places/point";
import { MOST_PHOTOS, judgement, photoKey, sendPhoto, type KeptPhoto, type Uploads } from "./photos";
import { shrunk } from "./shrink";

const LOOK_EVERY_MS = 1_000;
const LOOKS = 60;
/** How long to wait before each further try; the last one holds for all that follow. */
const PAUSES_MS = [1_000, 3_000, 10_000, 30_000, 60_000];

/** What an app says of photos, and how it sends them. */
export interface SenderWays {
  /** A photo is ready, or refused. */
  told: (state: KeptPhoto["state"]) => void;
  /** Why the city took no photo just now. */
  wordsOf: (refused: Refused) => string;
  uploads?: Uploads;
}

export class PhotoSender {
  /** What is being made smaller or sent right now, by key. */
  readonly #busy = new Map<string, Promise<void>>();
  /** The timers of what waits for its next try, by key. */
  readonly #pausing = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    readonly shelf: Shelf,
    private readonly photos: () => KeptPhoto[],
    private readonly change: (photos: KeptPhoto[]) => void,
    private readonly ways: SenderWays,
  ) {}

  /** Take what was chosen, as many as there is room for; whether all had room. */
  take(chosen: File[]): boolean {
    const free = MOST_PHOTOS - this.photos().length;
    for (const file of chosen.slice(0, free)) {
      const photo: KeptPhoto = { name: file.name, key: randomName(), state: "sending" };
      this.change([...this.photos(), photo]);
      this.#work(photo, async () => {
        this.#update(photo, { place: (await placeOf(file)) ?? undefined });
        await this.shelf.put(photoKey(photo), await shrunk(file));
        await this.#send(photo);
      });
    }
    return chosen.length <= free;
  }

  again(photo: KeptPhoto, failed = 0): void {
    this.#stopPausing(photo);
    this.#work(photo, () => this.#send(photo, failed));
  }

  remove(photo: KeptPhoto): void {
    this.#stopPausing(photo);
    this.change(this.photos().filter(({ key }) => key !== photo.key));
    void this.shelf.remove(photoKey(photo));
  }

  /** After a reload, or when the connection is back: what is with the city is watched, the rest is tried again. */
  resume(): void {
    for (const photo of this.photos()) {
      if (photo.state === "waiting") void this.#watch(photo);
      else if (photo.state === "sending" || photo.state === "lost") this.again(photo);
    }
  }

  /** The photos as they are when nothing is being sent any more. What was cut off is not waited for. */
  async settled(): Promise<KeptPhoto[]> {
    await Promise.all(this.#busy.values());
    return this.photos();
  }

  /** Try nothing more: the photos belong to somebody else from here on, or to nobody. */
  end(): void {
    for (const timer of this.#pausing.values()) clearTimeout(timer);
    this.#pausing.clear();
  }

  #work(photo: KeptPhoto, act: () => Promise<void>): void {
    if (this.#busy.has(photo.key)) return;
    this.#busy.set(photo.key, act().finally(() => this.#busy.delete(photo.key)));
  }

  async #send(photo: KeptPhoto, failed = 0): Promise<void> {
    try {
      const now = this.#current(photo);
      if (!now) return;
      this.#update(photo, { state: "sending", photo_id: undefined, reason_text: undefined });
      const picture = await this.shelf.get<Blob>(photoKey(photo));
      if (!picture) return this.#update(photo, { state: "refused" });
      const sent = await sendPhoto(now, picture, (ticket) => this.#update(photo, { ticket }), this.ways.uploads);
      this.#update(photo, sent);
      if (sent.state === "waiting") void this.#watch({ ...photo, ...sent });
    } catch (fault) {
      console.warn(fault);
      this.#update(photo, { state: "lost", reason_text: fault instanceof Refused ? this.ways.wordsOf(fault) : undefined });
      this.#pause(photo, failed + 1);
    }
  }

  #pause(photo: KeptPhoto, failed: number): void {
    if (!this.#current(photo)) return;
    const pause = PAUSES_MS[Math.min(failed, PAUSES_MS.length) - 1];
    this.#pausing.set(photo.key, setTimeout(() => this.again(photo, failed), pause));
  }

  #stopPausing({ key }: KeptPhoto): void {
    clearTimeout(this.#pausing.get(key));
    this.#pausing.delete(key);
  }

  async #watch(photo: KeptPhoto): Promise<void> {
    for (let look = 0; look < LOOKS; look += 1) {
      if (!this.#current(photo)) return;
      try {
        const { state, reason_text } = await judgement(photo);
        if (state !== "waiting") {
          this.#update(photo, { state, reason_text: reason_text ?? undefined });
          this.ways.told(state);
          return;
        }
      } catch (fault) {
        console.warn(fault);
        // a look that got no answer is taken again; otherwise it is with the city, and goes along unless that refuses it
        if (!(fault instanceof Unreached) && !isPassing(fault)) return;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  #current(photo: KeptPhoto): KeptPhoto | undefined {
    return this.photos().find(({ key }) => key === photo.key);
  }

  #update(photo: KeptPhoto, parts: Partial<KeptPhoto>): void {
    if (!this.#current(photo)) return;
    this.change(this.photos().map((one) => (one.key === photo.key ? { ...one, ...parts } : one)));
  }
}

/** What reads a place is loaded with the first photo; a photo goes its way without it. */
async function placeOf(file: File): Promise<Point | null> {
  try {
    return await (await import("./exif")).placeIn(file);
  } catch (fault) {
    console.warn(fault);
    return null;
  }
}
