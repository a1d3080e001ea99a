/** Axes: round numbers that people read, and where a value lies. */

/** Round steps from nought to at least `most`: 0, 5, 10, 15. Whole numbers, as what is counted here is. */
export function ticksTo(most: number, about = 4): number[] {
  const rough = Math.max(1, most / about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 10 * power;
  const ticks = [0];
  while ((ticks.at(-1) ?? 0) < most) ticks.push((ticks.at(-1) ?? 0) + step);
  return ticks.length > 1 ? ticks : [0, step];
}

/** Which of `count` labels have room when each takes `each` of `width` pixels: every second, third ..., from the first on. */
export function everyNth(count: number, width: number, each: number): number {
  return Math.max(1, Math.ceil((count * each) / Math.max(1, width)));
}

export interface Band {
  start: number;
  width: number;
}

/** Places for `count` columns side by side in `width`; `gap` is the part of each that stays free. */
export function bands(count: number, width: number, gap = 0.25): Band[] {
  const step = width / Math.max(1, count);
  return Array.from({ length: count }, (_, place) => ({ start: place * step + (step * gap) / 2, width: step * (1 - gap) }));
}

/** The height of a value on an axis that ends at `most`. */
export const heightOf = (value: number, most: number, height: number): number =>
  most > 0 ? (Math.max(0, value) / most) * height : 0;
