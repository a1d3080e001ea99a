/**
 * Seeing that something changed, at a cost that is known. A tile of z 12 changes with everything below it, so asking
 * for the ETag of the one or two in view is enough; the tiles themselves are only loaded when it is another one.
 */

/** How often to ask. Times in milliseconds. */
export const PULSE = {
  /** While somebody is at it; /tiles/requests.json may say otherwise. */
  busyMs: 2_000,
  /** How long after the last touch, key or scroll. */
  restAfterMs: 120_000,
  /** After that. */
  restingMs: 10_000,
  /** Hexagons are sums; nobody waits for one more. */
  hexesMs: 30_000,
  /** An answer that failed doubles the pause, up to this. */
  longestMs: 120_000,
  /** The edge may hand out what it had a moment ago, so the tiles are loaded once more. */
  againMs: 3_000,
  /** More than this many are not asked for: the view is then so wide that it does not show single reports. */
  mostTiles: 6,
} as const;

export interface Pace {
  /** Milliseconds since the last touch. */
  idleMs: number;
  /** Whether single reports are shown, or sums by hexagon. */
  shows: "points" | "hexes";
  /** Answers that failed one after the other. */
  failures: number;
  busyMs?: number;
}

/** The pause until the next question. */
export function pauseMs({ idleMs, shows, failures, busyMs = PULSE.busyMs }: Pace): number {
  const usual = shows === "hexes" ? PULSE.hexesMs : idleMs < PULSE.restAfterMs ? busyMs : PULSE.restingMs;
  return failures ? Math.min(PULSE.longestMs, Math.max(usual, PULSE.busyMs) * 2 ** failures) : usual;
}

/** Questions an hour of one viewer with `tiles` tiles to ask for; the table of docs/web.md is made of these. */
export function questionsAnHour(tiles: number, pace: Pace): number {
  return Math.round((3_600_000 / pauseMs(pace)) * tiles);
}

export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

/** The tiles of one zoom that a box of degrees touches, at most `most`. */
export function tilesWithin(
  [west, south, east, north]: readonly [number, number, number, number],
  zoom: number,
  most: number = PULSE.mostTiles,
): TileAddress[] {
  const [left, top] = tileOf(west, north, zoom);
  const [right, bottom] = tileOf(east, south, zoom);
  const found: TileAddress[] = [];
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right && found.length < most; x += 1) found.push({ z: zoom, x, y });
  }
  return found;
}

function tileOf(longitude: number, latitude: number, zoom: number): [number, number] {
  const across = 2 ** zoom;
  const bent = Math.asinh(Math.tan((Math.max(-85.05, Math.min(85.05, latitude)) * Math.PI) / 180));
  const within = (part: number) => Math.max(0, Math.min(across - 1, Math.floor(part * across)));
  return [within(longitude / 360 + 0.5), within(0.5 - bent / (2 * Math.PI))];
}

export const addressOfTile = (template: string, { z, x, y }: TileAddress): string =>
  template.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y));
