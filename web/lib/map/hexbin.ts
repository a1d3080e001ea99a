/** Points gathered in hexagons of equal size on the map, so that many can be seen at once. */
import type { Position } from "./areas";

export interface Bin {
  /** The same place always has the same name. */
  id: string;
  count: number;
  middle: Position;
  /** Closed, seven positions. */
  ring: Position[];
}

const METRES_A_DEGREE = 111_320;
const ROOT3 = Math.sqrt(3);

/**
 * Hexagons of `acrossM` metres from side to side, over `at` degrees north; the fullest first. The grid hangs on the
 * equator and the prime meridian, so it does not move with what is counted.
 */
export function hexbins(points: readonly Position[], acrossM: number, at: number): Bin[] {
  const stretch = Math.cos((at * Math.PI) / 180);
  const [perX, perY] = [METRES_A_DEGREE * stretch, METRES_A_DEGREE];
  const corner = acrossM / ROOT3; // from the middle to a corner
  const counts = new Map<string, { q: number; r: number; count: number }>();
  for (const [longitude, latitude] of points) {
    const [x, y] = [longitude * perX, latitude * perY];
    const [q, r] = rounded((x * ROOT3) / 3 / corner - y / 3 / corner, (y * 2) / 3 / corner);
    const id = `${q}/${r}`;
    const kept = counts.get(id) ?? { q, r, count: 0 };
    kept.count += 1;
    counts.set(id, kept);
  }
  return [...counts]
    .map(([id, { q, r, count }]): Bin => {
      const [x, y] = [corner * ROOT3 * (q + r / 2), corner * 1.5 * r];
      const place = (turn: number): Position => {
        const angle = (Math.PI / 3) * (turn + 0.5);
        return [(x + corner * Math.cos(angle)) / perX, (y + corner * Math.sin(angle)) / perY];
      };
      const ring = [0, 1, 2, 3, 4, 5].map(place);
      return { id, count, middle: [x / perX, y / perY], ring: [...ring, ring[0] ?? [0, 0]] };
    })
    .sort((one, other) => other.count - one.count || (one.id < other.id ? -1 : 1));
}

/** The hexagon of a place in axial coordinates: of the three rounded, the worst follows from the others. */
function rounded(q: number, r: number): [number, number] {
  const s = -q - r;
  let [column, row] = [Math.round(q), Math.round(r)];
  const third = Math.round(s);
  const [offQ, offR, offS] = [Math.abs(column - q), Math.abs(row - r), Math.abs(third - s)];
  if (offQ > offR && offQ > offS) column = -row - third;
  else if (offR > offS) row = -column - third;
  return [column + 0, row + 0]; // no negative nought
}
