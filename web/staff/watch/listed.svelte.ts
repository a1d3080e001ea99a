/** A list that comes in pages: the first at once, more when asked for. */
export interface Part<Item> {
  items: readonly Item[];
  next: string | null;
}

export class Listed<Item> {
  items = $state.raw<readonly Item[]>([]);
  stage = $state<"reading" | "read" | "failed">("reading");
  next = $state.raw<string | null>(null);
  #turn = 0;
  #ask: ((cursor: string | null) => Promise<Part<Item>>) | undefined;

  /** Read another list. */
  async begin(ask: (cursor: string | null) => Promise<Part<Item>>): Promise<void> {
    this.#ask = ask;
    this.items = [];
    this.next = null;
    await this.more();
  }

  /** Read on, or once more what failed. */
  async more(): Promise<void> {
    this.#turn += 1;
    const [turn, ask] = [this.#turn, this.#ask];
    if (!ask) return;
    this.stage = "reading";
    try {
      const { items, next } = await ask(this.next);
      if (turn !== this.#turn) return;
      this.items = [...this.items, ...items];
      this.next = next;
      this.stage = "read";
    } catch (fault) {
      if (turn !== this.#turn) return;
      console.warn(fault);
      this.stage = "failed";
    }
  }

  replace(changed: Item, same: (one: Item) => boolean): void {
    this.items = this.items.map((one) => (same(one) ? changed : one));
  }
}
