/**
 * Where the device is when a step is taken, for people who let it say so. A step never waits long for it, and counts
 * without it all the same; nothing asks the device in between.
 */
import type { Shelf } from "../../lib/keep/shelf";
import { whereAmI } from "../../lib/places/point";
import { STANDS } from "../session/kept";

export interface Position {
  lat: number;
  long: number;
  accuracy_m: number;
}

/** Of one and the same moment. */
const FRESH_MS = 20_000;
const WAIT_MS = 3_000;
const MOST_M = 100_000;

export class Stands {
  wanted = $state(false);
  trouble = $state<"stands.denied" | "stands.unknown" | null>(null);
  #last: { at: number; position: Position } | null = null;

  constructor(
    readonly shelf: Shelf,
    readonly subject: string,
    private readonly device: typeof whereAmI = whereAmI,
  ) {}

  async read(): Promise<void> {
    this.wanted = (await this.shelf.get<string>(STANDS)) === this.subject;
  }

  /** Let it, or not any more. The browser asks the person now and not at the first step. */
  async want(on: boolean): Promise<void> {
    this.trouble = null;
    this.wanted = on;
    if (!on) return this.shelf.remove(STANDS);
    await this.shelf.put(STANDS, this.subject);
    await this.#ask();
  }

  /** Ask the device ahead of a step that is likely now. */
  warm(): void {
    if (this.wanted) void this.#ask();
  }

  /** Where it stands; null where it may not or does not say, or takes too long. */
  async now(): Promise<Position | null> {
    if (!this.wanted) return null;
    if (this.#last && Date.now() - this.#last.at < FRESH_MS) return this.#last.position;
    return Promise.race([this.#ask(), new Promise<null>((resolve) => setTimeout(() => resolve(null), WAIT_MS))]);
  }

  async #ask(): Promise<Position | null> {
    try {
      const { lat, long, accuracyM } = await this.device();
      const position = { lat, long, accuracy_m: Math.min(Math.round(accuracyM), MOST_M) };
      this.#last = { at: Date.now(), position };
      this.trouble = null;
      return position;
    } catch (fault) {
      const isDenied = fault instanceof Error && fault.message === "denied";
      if (isDenied) await this.want(false);
      this.trouble = isDenied ? "stands.denied" : "stands.unknown";
      return null;
    }
  }
}
