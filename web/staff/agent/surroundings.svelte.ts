/** The open cases around the place of a call, also while its address is still being typed. A help, not a need. */
import { language } from "../../lib/i18n/words.svelte";
import type { Point } from "../../lib/places/point";
import { nearest, type Near } from "../../lib/requests/near";

const MOST = 8;
/** What is farther is not around. */
const AROUND_M = 800;

export class Surroundings {
  /** The nearest first; null until a place was looked at. */
  cases = $state.raw<Near[] | null>(null);
  /** Around which point that is. */
  middle = $state.raw<Point | null>(null);
  /** An answer that comes after the next question is not looked at. */
  #turn = 0;

  constructor(private readonly ask: typeof nearest = nearest) {}

  async look(point: Point): Promise<void> {
    const turn = (this.#turn += 1);
    try {
      const found = await this.ask(point, language());
      if (turn !== this.#turn) return;
      this.cases = found.filter(({ metres }) => metres <= AROUND_M).slice(0, MOST);
      this.middle = point;
    } catch (fault) {
      console.warn(fault);
    }
  }

  forget(): void {
    this.#turn += 1;
    this.cases = null;
  }
}
