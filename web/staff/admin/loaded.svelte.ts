/** Something that is read from the API: what was read last stays in sight while it is read again. */
export class Loaded<Data> {
  data = $state.raw<Data | null>(null);
  fault = $state.raw<unknown>(null);
  busy = $state(false);
  #newest = 0;

  constructor(readonly ask: () => Promise<Data>) {
    void this.again();
  }

  /** Read it (again). Of two readings the later one counts. */
  async again(): Promise<void> {
    const turn = ++this.#newest;
    this.busy = true;
    try {
      const data = await this.ask();
      if (turn !== this.#newest) return;
      this.data = data;
      this.fault = null;
    } catch (fault) {
      if (turn !== this.#newest) return;
      this.fault = fault;
    }
    this.busy = false;
  }
}
