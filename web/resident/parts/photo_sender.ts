/** Photos of a resident on their way, with the resident's words. */
import { announce } from "../../lib/frame/announce.svelte";
import type { Shelf } from "../../lib/keep/shelf";
import { PhotoSender as Sender } from "../../lib/photos/photo_sender";
import type { KeptPhoto } from "../../lib/photos/photos";
import { sentenceOf } from "./problems";
import { say, type Key } from "./words";

export const PHOTO_STATES: Record<KeptPhoto["state"], Key> = {
  sending: "photos.sending",
  waiting: "photos.waiting",
  ready: "photos.ready",
  refused: "photos.refused",
  lost: "photos.lost_kept",
};

export class PhotoSender extends Sender {
  constructor(shelf: Shelf, photos: () => KeptPhoto[], change: (photos: KeptPhoto[]) => void) {
    super(shelf, photos, change, {
      told: (state) => announce(say(PHOTO_STATES[state])),
      wordsOf: (refused) => sentenceOf(refused).text,
    });
  }
}
