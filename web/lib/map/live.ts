/** The watch on the tiles in view: asks while the page is seen, says when something is another than before. */
import { PULSE, addressOfTile, pauseMs, tilesWithin, type TileAddress } from "./pulse";

export interface Sight {
  /** West, south, east, north of what is shown, in degrees. */
  bounds: [number, number, number, number];
  shows: "points" | "hexes";
  /** Template and zoom of the tiles to ask for. */
  tiles: string;
  zoom: number;
}

export interface Watch {
  sight: () => Sight | null;
  changed: (shows: Sight["shows"]) => void;
  /** Told when answers stop coming and when they come again. */
  reached?: (is: boolean) => void;
  busyMs?: number;
}

const NONE = "none";
/** Answers that fail before the reader is told that the map may be old. */
const TOLD_AFTER = 3;
const PATIENCE_MS = 8_000;

export interface Watching {
  /** The view moved: tiles that were never asked for are asked for now, so that no change falls in between. */
  look: () => void;
  end: () => void;
}

/** Watch until `end` is called. */
export function watchTiles({ sight, changed, reached, busyMs }: Watch): Watching {
  const marks = new Map<string, string>();
  let touched = Date.now();
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  let asking = false;

  async function ask(): Promise<void> {
    const seen = sight();
    if (seen && !asking && !ended) {
      asking = true;
      try {
        const told = await Promise.all(tilesWithin(seen.bounds, seen.zoom).map((tile) => isAnother(seen, tile)));
        if (failures >= TOLD_AFTER) reached?.(true);
        failures = 0;
        if (!ended && told.includes(true)) tell(seen.shows);
      } catch {
        failures += 1; // the next question comes later, and the reader is told in the end
        if (failures === TOLD_AFTER) reached?.(false);
      } finally {
        asking = false;
      }
    }
    plan();
  }

  async function isAnother(seen: Sight, tile: TileAddress): Promise<boolean> {
    const address = addressOfTile(seen.tiles, tile);
    // not from the browser's own store: the edge answers, with a head and no body
    const answer = await fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok && answer.status !== 404) throw new Error(`${address}: ${answer.status}`);
    const mark = answer.ok ? (answer.headers.get("etag") ?? answer.headers.get("last-modified") ?? NONE) : NONE;
    const before = marks.get(address);
    marks.set(address, mark);
    return before !== undefined && before !== mark;
  }

  function tell(shows: Sight["shows"]): void {
    changed(shows);
    clearTimeout(again);
    again = setTimeout(() => changed(shows), PULSE.againMs);
  }

  function plan(): void {
    clearTimeout(timer);
    if (ended || document.hidden) return;
    const pace = { idleMs: Date.now() - touched, shows: sight()?.shows ?? "points", failures };
    timer = setTimeout(() => void ask(), pauseMs(busyMs === undefined ? pace : { ...pace, busyMs }));
  }

  function look(): void {
    const seen = sight();
    if (seen && tilesWithin(seen.bounds, seen.zoom).some((tile) => !marks.has(addressOfTile(seen.tiles, tile)))) void ask();
  }

  function touch(): void {
    const rested = Date.now() - touched > PULSE.restAfterMs;
    touched = Date.now();
    if (rested) void ask();
  }

  function shown(): void {
    clearTimeout(timer);
    if (!document.hidden) {
      touched = Date.now();
      void ask();
    }
  }

  const signs = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
  for (const sign of signs) window.addEventListener(sign, touch, { passive: true });
  document.addEventListener("visibilitychange", shown);
  window.addEventListener("online", shown);
  void ask();
  return {
    look,
    end() {
      ended = true;
      clearTimeout(timer);
      clearTimeout(again);
      for (const sign of signs) window.removeEventListener(sign, touch);
      document.removeEventListener("visibilitychange", shown);
      window.removeEventListener("online", shown);
    },
  };
}
