/**
 * A map of one place that is opened with its component and ends with it. The library of maps is loaded then, and not
 * before; the map follows the device between light and dark.
 */
import { onMount } from "svelte";
import type { StyleSpecification } from "maplibre-gl";
import { deviceScheme } from "./device_scheme.svelte";
import { readMapDocument, readStyle, type MapDocument, type Scheme } from "./map_document";
import { hasWebGL } from "./webgl";

interface Session {
  /** The same map in other colours. */
  draw(style: StyleSpecification | null, scheme: Scheme): void;
  end(): void;
}

/** What a session is made on. */
export interface Ground {
  container: HTMLElement;
  style: StyleSpecification | null;
  scheme: Scheme;
  map: MapDocument | null;
}

export class OpenedMap<Kind extends Session> {
  /** Where the map is drawn: to be bound to its element. */
  container = $state<HTMLElement>();
  session = $state.raw<Kind | null>(null);
  /** The map cannot be shown on this device, or not now. */
  failed = $state(false);
  readonly #device = deviceScheme();
  #map: MapDocument | null = null;
  #drawn: Scheme | null = null;
  #gone = false;

  /** Make it while the component is set up. `load` fetches the part that makes the session. */
  constructor(load: () => Promise<(ground: Ground) => Kind>) {
    onMount(() => {
      void this.#open(load).catch((fault: unknown) => {
        console.warn(fault);
        this.failed = true;
      });
      return () => {
        this.#gone = true;
        this.session?.end();
      };
    });
    $effect(() => {
      const [wanted, shown] = [this.#device.current, this.session];
      if (!shown || wanted === this.#drawn) return;
      this.#drawn = wanted;
      void readStyle(this.#map, wanted).then((style) => shown.draw(style, wanted));
    });
  }

  async #open(load: () => Promise<(ground: Ground) => Kind>): Promise<void> {
    if (!hasWebGL()) throw new Error("no WebGL here");
    const scheme = this.#device.current;
    const [make, map] = await Promise.all([load(), readMapDocument()]);
    const style = await readStyle(map, scheme);
    if (this.#gone || !this.container) return;
    this.#map = map;
    this.#drawn = scheme;
    this.session = make({ container: this.container, style, scheme, map });
  }
}
