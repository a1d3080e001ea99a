/** Tracking numbers, as domain/tracking.py makes them: eight random characters and one that checks them. */
const ALPHABET = "23456789CFGHJMPQRVWX";

/**
 * @returns {{number: string}|{mistake: "empty"|"mistyped"|"form"}}  the number as it is stored, or what is wrong
 */
export function readNumber(text) {
  const compact = text.replace(/[\s-]/g, "").toUpperCase();
  if (!compact) return { mistake: "empty" };
  if (compact.length === 9 && [...compact].every((character) => ALPHABET.includes(character))) {
    if (checkCharacter(compact.slice(0, 8)) !== compact[8]) return { mistake: "mistyped" };
    return { number: `${compact.slice(0, 3)}-${compact.slice(3, 6)}-${compact.slice(6)}` };
  }
  // Numbers of the city's earlier system are kept as they were.
  const trimmed = text.trim();
  return /^[A-Za-z0-9][A-Za-z0-9_-]{2,39}$/.test(trimmed) ? { number: trimmed } : { mistake: "form" };
}

function checkCharacter(payload) {
  let total = 0;
  [...payload].reverse().forEach((character, position) => {
    const value = ALPHABET.indexOf(character) * (position % 2 === 0 ? 2 : 1);
    total += Math.floor(value / ALPHABET.length) + (value % ALPHABET.length);
  });
  return ALPHABET[(ALPHABET.length - (total % ALPHABET.length)) % ALPHABET.length];
}

/** What stands behind the # of a status page: `number`, `number.secret`, or `number~token` from a follower's mail. */
export function readFragment(fragment) {
  let text = fragment.replace(/^#/, "");
  try {
    text = decodeURIComponent(text);
  } catch {
    // A stray % of a mistyped address: it is read as it stands, and found to be no number.
  }
  const wave = text.indexOf("~");
  if (wave >= 0) return { text: text.slice(0, wave), secret: "", token: text.slice(wave + 1) };
  const dot = text.indexOf(".");
  return dot < 0 ? { text, secret: "", token: "" } : { text: text.slice(0, dot), secret: text.slice(dot + 1), token: "" };
}
