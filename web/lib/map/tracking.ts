/** From a feature of the requests' tiles to the number that people know it by. */
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
  let total = 0;
  for (let place = 0; place < DIGITS; place += 1) {
    const value = ALPHABET.indexOf(text.charAt(DIGITS - 1 - place)) * (place % 2 ? 1 : 2);
    total += Math.floor(value / ALPHABET.length) + (value % ALPHABET.length);
  }
  text += ALPHABET.charAt((ALPHABET.length - (total % ALPHABET.length)) % ALPHABET.length);
  return `${text.slice(0, 3)}-${text.slice(3, 6)}-${text.slice(6)}`;
}

/** The number of a feature: its own when it was brought over from an earlier system, else from its id. */
export function numberOf(feature: { id?: string | number | undefined; properties: Record<string, unknown> }): string | null {
  const own = feature.properties["number"];
  if (typeof own === "string" && own) return own;
  return typeof feature.id === "number" ? trackingNumber(feature.id) : null;
}
