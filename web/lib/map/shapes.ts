/** The signs of the five kinds as paths in a square of 24 units: the same on the map, in the list and in the legend. */
import type { Map as MapLibreMap } from "maplibre-gl";
import type { Scheme } from "./map_document";
import { COLOURS, KINDS, type Kind } from "./statuses";

const BOX = 24;

export const SHAPES: Record<Kind, { outline: string; sign: string }> = {
  // a disc with a point: somebody has told us
  new: { outline: "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19z", sign: "M12 6.5v7M12 16.6v.8" },
  // a triangle: it stands in somebody's plan
  planned: { outline: "M12 2.2L22.3 20.8H1.7z", sign: "M8.5 16.6h7" },
  // a lozenge: work goes on
  under_way: { outline: "M12 1.2L22.8 12L12 22.8L1.2 12z", sign: "M8 9.5l4 5l4-5" },
  // a square with a tick: done
  done: { outline: "M3 3h18v18H3z", sign: "M7 12.5l3.5 3.5L17 8.5" },
  // a square with a stroke: ended in another way
  ended: { outline: "M3 3h18v18H3z", sign: "M7 12h10" },
};

export const imageName = (kind: Kind, scheme: Scheme): string => `hex311-${kind}-${scheme}`;

/** Give the map its signs, drawn here: no sprite is fetched. Signs that are there already stay. */
export function addShapes(map: MapLibreMap, scheme: Scheme, pixelRatio = 2): void {
  for (const kind of KINDS) {
    const name = imageName(kind, scheme);
    if (!map.hasImage(name)) map.addImage(name, drawn(kind, scheme, pixelRatio), { pixelRatio });
  }
}

export const countName = (scheme: Scheme): string => `hex311-count-${scheme}`;

/** What a number stands on that counts what lies together: a disc in the colours of letters and their halo. */
export function addCountSign(map: MapLibreMap, scheme: Scheme, { letters, halo }: { letters: string; halo: string }, pixelRatio = 2): void {
  if (map.hasImage(countName(scheme))) return;
  const { pen, picture } = canvasOf(pixelRatio);
  pen.beginPath();
  pen.arc(BOX / 2, BOX / 2, BOX / 2 - 1, 0, 2 * Math.PI);
  pen.fillStyle = halo;
  pen.fill();
  pen.strokeStyle = letters;
  pen.lineWidth = 1.5;
  pen.stroke();
  map.addImage(countName(scheme), picture(), { pixelRatio });
}

function canvasOf(ratio: number): { pen: CanvasRenderingContext2D; picture: () => ImageData } {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = BOX * ratio;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas to draw the map's signs on");
  pen.scale(ratio, ratio);
  return { pen, picture: () => pen.getImageData(0, 0, canvas.width, canvas.height) };
}

function drawn(kind: Kind, scheme: Scheme, ratio: number): ImageData {
  const { pen, picture } = canvasOf(ratio);
  const { fill, edge, sign } = COLOURS[scheme][kind];
  const outline = new Path2D(SHAPES[kind].outline);
  pen.lineJoin = pen.lineCap = "round";
  pen.fillStyle = fill;
  pen.fill(outline);
  pen.strokeStyle = edge;
  pen.lineWidth = 1.6;
  pen.stroke(outline);
  pen.strokeStyle = sign;
  pen.lineWidth = 2.2;
  pen.stroke(new Path2D(SHAPES[kind].sign));
  return picture();
}
