/**
 * A question to the device, such as `(prefers-color-scheme: dark)`, and whether it holds, as that changes. Made while a
 * component is. Svelte has one too, which brings its classes for addresses along: a fortieth of a page's scripts.
 */
export class MediaQuery {
  #holds = $state(false);

  constructor(query: string) {
    const list = window.matchMedia(query);
    this.#holds = list.matches;
    $effect(() => {
      const listen = ({ matches }: MediaQueryListEvent): void => void (this.#holds = matches);
      list.addEventListener("change", listen);
      return () => list.removeEventListener("change", listen);
    });
  }

  get current(): boolean {
    return this.#holds;
  }
}
