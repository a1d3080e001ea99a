/**
 * A text field with a list below it, as the ARIA authoring guide has it: the focus stays in the field, the arrow keys
 * go through the list, Enter takes what they are at, Escape closes and then clears. Options are the elements with
 * role=option in the list, in their order.
 */
export class Combobox {
  /** Whether the list is shown. */
  open = $state(false);
  /** Which option the keys are at; -1 while they are in the field. */
  active = $state(-1);

  constructor(
    private readonly count: () => number,
    private readonly take: (at: number) => void,
    private readonly clear: () => void = () => undefined,
  ) {}

  /** Whether the key was for the list; then the field must not act on it. */
  onKey(key: string): boolean {
    const many = this.count();
    if (key === "ArrowDown" && many) this.#go(this.open ? (this.active + 1) % many : 0);
    else if (key === "ArrowUp" && many) this.#go(this.open && this.active > 0 ? this.active - 1 : many - 1);
    else if (key === "Enter" && this.open && this.active >= 0) this.take(this.active);
    else if (key === "Escape" && this.open) this.close();
    else if (key === "Escape") this.clear();
    else return false;
    return true;
  }

  /** Other options than before: nothing is chosen among them yet. */
  renew(open: boolean): void {
    this.open = open;
    this.active = -1;
  }

  close(): void {
    this.renew(false);
  }

  #go(at: number): void {
    this.open = true;
    this.active = at;
  }
}
