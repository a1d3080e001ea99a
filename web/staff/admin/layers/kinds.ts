/** What the kinds of changes are called. */
import type { ChangeKind } from "../../../lib/map/difference_style";
import type { Key } from "../words";

export const KINDS: Record<ChangeKind, Key> = {
  added: "layers.kind.added",
  gone: "layers.kind.gone",
  redrawn: "layers.kind.redrawn",
  reworded: "layers.kind.reworded",
  shown: "layers.kind.shown",
};
