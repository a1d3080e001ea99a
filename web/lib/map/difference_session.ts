/** A map of what changes between two versions of a layer; a table beside it says the same. Loaded when it is shown. */
import type { Map as MapLibreMap, StyleSpecification } from "maplibre-gl";
import { CHANGE_KINDS, PATTERNS, PENS, TILE, differenceStyle, patternName, type DifferencePicture } from "./difference_style";
import type { Scheme } from "./map_document";
import { addCredits, newMap, showBounds, type BaseWords, type Bounds } from "./maplibre";

export interface DifferenceOptions {
  container: HTMLElement;
  style: StyleSpecification | null;
  scheme: Scheme;
  picture: DifferencePicture;
  bounds: Bounds;
  maxZoom: number;
  attribution: string;
  words: BaseWords;
}

const RATIO = 2;

export class DifferenceSession {
  readonly #map: MapLibreMap;
  readonly #picture: DifferencePicture;
  #ground: [StyleSpecification | null, Scheme];
  #chosen = "";
  #stands = false;

  constructor({ container, style, scheme, picture, bounds, maxZoom, attribution, words }: DifferenceOptions) {
    this.#picture = picture;
    this.#ground = [style, scheme];
    this.#map = newMap({ container, style: differenceStyle(style, scheme, picture, ""), start: bounds, maxZoom, words });
    this.#map.on("style.load", () => this.#addPatterns()); // before a tile asks for them
    this.#map.once("style.load", () => {
      this.#stands = true;
      this.#drawn();
    });
    addCredits(this.#map, attribution);
  }

  /** The same map in other colours. */
  draw(style: StyleSpecification | null, scheme: Scheme): void {
    this.#ground = [style, scheme];
    this.#drawn();
  }

  /** Ring an area (by its id; "" for none) and lead the map to where it changes. */
  choose(id: string, bounds: Bounds): void {
    this.#chosen = id;
    this.#drawn();
    showBounds(this.#map, bounds, 16);
  }

  end(): void {
    this.#map.remove();
  }

  #drawn(): void {
    if (!this.#stands) return; // it is drawn when the first stands
    this.#map.setStyle(differenceStyle(...this.#ground, this.#picture, this.#chosen), { diff: true });
  }

  #addPatterns(): void {
    for (const kind of CHANGE_KINDS) {
      for (const scheme of ["light", "dark"] as const) {
        const [id, { pattern }] = [patternName(kind, scheme), PENS[kind]];
        if (pattern !== "none" && !this.#map.hasImage(id)) this.#map.addImage(id, tile(PATTERNS[pattern], PENS[kind][scheme]), { pixelRatio: RATIO });
      }
    }
  }
}

/** A piece of the pattern as a picture that can be laid side by side. */
function tile(path: string, colour: string): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = TILE * RATIO;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas to draw the map's patterns on");
  pen.scale(RATIO, RATIO);
  pen.lineCap = "round";
  pen.lineWidth = path.includes("h.01") ? 3 : 1.3;
  pen.strokeStyle = colour;
  pen.stroke(new Path2D(path));
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
