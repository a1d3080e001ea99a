/** The reports of this device as the home page shows them: what is remembered, and how it stands now. */
import { get, Refused } from "../../lib/api/ask";
import { MyReports, type Mine } from "../../lib/keep/mine";
import type { Shelf } from "../../lib/keep/shelf";
import type { ServiceRequest } from "./wire";

/** Older ones are shown as they were last seen. */
const ASKED_AGAIN = 12;
const NOT_FOUND = 404;

type Read = (mine: Mine) => Promise<ServiceRequest>;

export class OwnReports {
  all = $state.raw<Mine[]>([]);
  /** Numbers that the city does not know (any more). */
  gone = $state.raw<ReadonlySet<string>>(new Set());
  /** Numbers whose state could not be read now: what is shown is what was seen last. */
  stale = $state.raw<ReadonlySet<string>>(new Set());
  readonly #kept: MyReports;

  constructor(
    shelf: Shelf,
    private readonly read: Read = readOne,
  ) {
    this.#kept = new MyReports(shelf);
  }

  /** What is remembered, at once; then how the newest stand now. */
  async refresh(): Promise<void> {
    this.all = await this.#kept.all();
    const [gone, stale] = [new Set<string>(), new Set(this.all.slice(ASKED_AGAIN).map(({ number }) => number))];
    await Promise.all(
      this.all.slice(0, ASKED_AGAIN).map(async (mine) => {
        try {
          await this.#kept.saw(await this.read(mine));
        } catch (fault) {
          const isGone = fault instanceof Refused && fault.status === NOT_FOUND;
          (isGone ? gone : stale).add(mine.number);
          if (!isGone) console.warn(fault);
        }
      }),
    );
    [this.gone, this.stale] = [gone, stale];
    this.all = await this.#kept.all();
  }

  async forget(number: string): Promise<void> {
    await this.#kept.forget(number);
    this.all = await this.#kept.all();
  }

  async forgetAll(): Promise<void> {
    await this.#kept.forgetAll();
    this.all = [];
  }
}

function readOne({ number, secret }: Mine): Promise<ServiceRequest> {
  const headers: Record<string, string> = secret ? { "X-Follow-Secret": secret } : {};
  return get<ServiceRequest>(`/api/v1/requests/${encodeURIComponent(number)}`, {}, headers);
}
