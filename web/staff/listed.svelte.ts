/** A list that comes page by page: some at once, the rest when it is asked for. What comes too late is let go. */
export interface Page<Item> {
  items: readonly Item[];
  next: string | null;
}

type Ask<Item> = (cursor: string | null) => Promise<Page<Item>>;

export class Listed<Item> {
  items = $state.raw<readonly Item[]>([]);
  /** `partly`: some stand, and more when they are asked for. */
  stage = $state<"reading" | "partly" | "read" | "failed">("reading");
  fault = $state.raw<unknown>(null);
  #next: string | null = null;
  #turn = 0;
  /** As many as `items` has; whoever begins a list within an effect must not hang on what it finds. */
  #had = 0;
  #ask: Ask<Item> = () => Promise.resolve({ items: [], next: null });

  constructor(
    /** What an item is known by: one that moves on while pages are read comes twice, and stands once. */
    private readonly idOf: (item: Item) => unknown,
    /** So many are read without being asked for, where one page does not bring them. */
    private readonly atOnce = 1,
  ) {}

  /** Read another list. */
  begin(ask: Ask<Item>): Promise<void> {
    this.#ask = ask;
    this.#next = null;
    this.items = [];
    this.#had = 0;
    return this.more();
  }

  /** Read on, or once more what failed. */
  more = (): Promise<void> => this.#read(this.#had + this.atOnce);

  replace(changed: Item, same: (one: Item) => boolean): void {
    this.items = this.items.map((one) => (same(one) ? changed : one));
  }

  /** Until there are so many, or no more. A page may be short, or empty, though more follow. */
  async #read(until: number): Promise<void> {
    const turn = (this.#turn += 1);
    this.stage = "reading";
    try {
      do {
        const { items, next } = await this.#ask(this.#next);
        if (turn !== this.#turn) return;
        this.items = [...new Map([...this.items, ...items].map((one) => [this.idOf(one), one])).values()];
        this.#had = this.items.length;
        this.#next = next;
      } while (this.#next && this.#had < until);
      this.stage = this.#next ? "partly" : "read";
    } catch (fault) {
      if (turn !== this.#turn) return;
      console.warn(fault);
      this.fault = fault;
      this.stage = "failed";
    }
  }
}
