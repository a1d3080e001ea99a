/** Photos on their way: made smaller, kept on the device, sent, watched until the city has looked at them. */
import { announce } from "../../../lib/frame/announce.svelte";
import type { Shelf } from "../../../lib/keep/shelf";
import { randomName } from "../../../lib/keep/visit";
import { sentenceOf } from "../problems";
import { Refused } from "../../../lib/api/ask";
import { MOST_PHOTOS, judgement, photoKey, upload, type DraftPhoto } from "./photos";
import { shrunk } from "./shrink";
import { say, type Key } from "../words";

const LOOK_EVERY_MS = 1_000;
const LOOKS = 60;

export const PHOTO_STATES: Record<DraftPhoto["state"], Key> = {
  sending: "photos.sending",
  waiting: "photos.waiting",
  ready: "photos.ready",
  refused: "photos.refused",
  lost: "photos.lost_kept",
};

export class PhotoSender {
  constructor(
    readonly shelf: Shelf,
    private readonly photos: () => DraftPhoto[],
    private readonly change: (photos: DraftPhoto[]) => void,
  ) {}

  /** Take what was chosen, as many as there is room for; whether all had room. */
  take(chosen: File[]): boolean {
    const free = MOST_PHOTOS - this.photos().length;
    for (const file of chosen.slice(0, free)) {
      const photo: DraftPhoto = { name: file.name, key: randomName(), state: "sending" };
      this.change([...this.photos(), photo]);
      void this.#keepAndSend(photo, file);
    }
    return chosen.length <= free;
  }

  again(photo: DraftPhoto): void {
    void this.#send(photo);
  }

  remove(photo: DraftPhoto): void {
    this.change(this.photos().filter(({ key }) => key !== photo.key));
    void this.shelf.remove(photoKey(photo));
  }

  /** After a reload: what is with the city is looked after; what was on its way is tried again. */
  resume(): void {
    for (const photo of this.photos()) {
      if (photo.state === "waiting") void this.#watch(photo);
      else if (photo.state === "sending") void this.#send(photo);
    }
  }

  async #keepAndSend(photo: DraftPhoto, file: File): Promise<void> {
    const picture = await shrunk(file);
    await this.shelf.put(photoKey(photo), picture);
    await this.#send(photo);
  }

  async #send(photo: DraftPhoto): Promise<void> {
    try {
      this.#update(photo, { state: "sending", photo_id: undefined, reason_text: undefined });
      const picture = await this.shelf.get<Blob>(photoKey(photo));
      if (!picture) return this.#update(photo, { state: "refused", reason_text: say("photos.refused") });
      const sent = await upload(picture);
      if (sent === "too_large") return this.#update(photo, { state: "refused", reason_text: say("photos.too_large") });
      this.#update(photo, { state: "waiting", ...sent });
      await this.#watch({ ...photo, ...sent });
    } catch (fault) {
      console.warn(fault);
      this.#update(photo, { state: "lost", reason_text: fault instanceof Refused ? sentenceOf(fault).text : undefined });
    }
  }

  async #watch(photo: DraftPhoto): Promise<void> {
    for (let look = 0; look < LOOKS; look += 1) {
      if (!this.#current(photo)) return;
      try {
        const { state, reason_text } = await judgement(photo);
        if (state !== "waiting") {
          this.#update(photo, { state, reason_text: reason_text ?? undefined });
          announce(say(PHOTO_STATES[state]));
          return;
        }
      } catch (fault) {
        console.warn(fault); // it is with the city, and goes along unless the city refuses it
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  #current(photo: DraftPhoto): DraftPhoto | undefined {
    return this.photos().find(({ key }) => key === photo.key);
  }

  #update(photo: DraftPhoto, parts: Partial<DraftPhoto>): void {
    if (!this.#current(photo)) return;
    this.change(this.photos().map((one) => (one.key === photo.key ? { ...one, ...parts } : one)));
  }
}
