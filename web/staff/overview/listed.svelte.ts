/** A list that comes page by page: some at once, the rest when it is asked for. What comes too late is let go. */
export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

/** So many are read without being asked for. */
const AT_ONCE = 300;

export class Listed<Row> {
  rows = $state.raw<Row[]>([]);
  stage = $state<"reading" | "partly" | "read" | "failed">("reading");
  fault = $state.raw<unknown>(null);
  #next: string | null = null;
  #asked = 0;
  #page: (cursor: string | null) => Promise<Page<Row>> = () => Promise.resolve({ rows: [], next: null });

  ask(page: (cursor: string | null) => Promise<Page<Row>>): Promise<void> {
    this.#page = page;
    this.#next = null;
    this.rows = [];
    return this.#read(AT_ONCE);
  }

  more = (): Promise<void> => this.#read(this.rows.length + AT_ONCE);

  /** Until there are so many, or no more. A page may be short, or empty, though more follow. */
  async #read(until: number): Promise<void> {
    const mine = (this.#asked += 1);
    this.stage = "reading";
    try {
      do {
        const { rows, next } = await this.#page(this.#next);
        if (mine !== this.#asked) return;
        this.rows = [...this.rows, ...rows];
        this.#next = next;
      } while (this.#next && this.rows.length < until);
      this.stage = this.#next ? "partly" : "read";
    } catch (fault) {
      if (mine !== this.#asked) return;
      this.fault = fault;
      this.stage = "failed";
    }
  }
}
