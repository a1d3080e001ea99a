/** The numbers that people know reports by, as domain/tracking.py makes them; also from a feature of the map's tiles. */
const ALPHABET = "23456789CFGHJMPQRVWX";
const DIGITS = 8;

/** Eight digits to the base 20, the most significant first, and the check character, as 5QX-4CM-2WH. */
export function trackingNumber(id: number): string {
  let rest = id;
  let text = "";
  for (let place = 0; place < DIGITS; place += 1) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return withCheck(text);
}

/** The eight characters with the one that checks them, as people read it. */
function withCheck(digits: string): string {
  let total = 0;
  for (let place = 0; place < DIGITS; place += 1) {
    const value = ALPHABET.indexOf(digits.charAt(DIGITS - 1 - place)) * (place % 2 ? 1 : 2);
    total += Math.floor(value / ALPHABET.length) + (value % ALPHABET.length);
  }
  const check = ALPHABET.charAt((ALPHABET.length - (total % ALPHABET.length)) % ALPHABET.length);
  return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}${check}`;
}

/** The number of a feature: its own when it was brought over from an earlier system, else from its id. */
export function numberOf(feature: { id?: string | number | undefined; properties: Record<string, unknown> }): string | null {
  const own = feature.properties["number"];
  if (typeof own === "string" && own) return own;
  return typeof feature.id === "number" ? trackingNumber(feature.id) : null;
}

/** What somebody typed for a number: the number as it is stored, or what is wrong with it. */
export type Read = { number: string } | { mistake: Mistake };
export type Mistake = "empty" | "mistyped" | "form";

export function readNumber(text: string): Read {
  const compact = text.replace(/[\s-]/g, "").toUpperCase();
  if (!compact) return { mistake: "empty" };
  if (compact.length === DIGITS + 1 && [...compact].every((character) => ALPHABET.includes(character))) {
    const number = withCheck(compact.slice(0, DIGITS));
    return number.endsWith(compact.slice(DIGITS)) ? { number } : { mistake: "mistyped" };
  }
  // Numbers of the city's earlier system are kept as they were.
  const trimmed = text.trim();
  return /^[A-Za-z0-9][A-Za-z0-9_-]{2,39}$/.test(trimmed) ? { number: trimmed } : { mistake: "form" };
}
