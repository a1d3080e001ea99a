/** Which rows of a long list stand in the page: those in view and some around them, all of one height. */
export interface Window {
  first: number;
  /** One behind the last. */
  end: number;
  /** Pixels above and below that the other rows would take. */
  above: number;
  below: number;
}

const AROUND = 12;

export function windowOf(count: number, rowPx: number, scrolledPx: number, viewPx: number): Window {
  const first = clamp(Math.floor(scrolledPx / rowPx) - AROUND, 0, count);
  const end = clamp(Math.ceil((scrolledPx + viewPx) / rowPx) + AROUND, first, count);
  return { first, end, above: first * rowPx, below: (count - end) * rowPx };
}

/** Where to scroll so that a row is in view; where it is now, if it is already. `headPx` covers the top. */
export function scrolledTo(row: number, rowPx: number, scrolledPx: number, viewPx: number, headPx: number): number {
  const top = row * rowPx;
  if (top < scrolledPx) return top;
  const least = top + rowPx + headPx - viewPx;
  return least > scrolledPx ? least : scrolledPx;
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
