/**
 * Types for what people type, the best matches first. Whoever writes a whole sentence gets those that have most of its
 * words; words of one or two letters only count where there is no longer one.
 */
export interface Findable {
  service_name: string;
  keywords: string[];
  description: string;
}

export function search<Type extends Findable>(types: readonly Type[], text: string, least = 0): Type[] {
  const typed = plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const long = typed.filter((word) => word.length > 2);
  const words = long.length ? long : typed;
  const rated = types.map((type) => ({ type, ...rate(type, words) }));
  const most = Math.max(...rated.map(({ matched }) => matched));
  return rated
    .filter(({ matched }) => matched > 0 && matched === most && matched >= least * words.length)
    .sort((one, other) => other.rank - one.rank)
    .map(({ type }) => type);
}

/** How many of the words a type has, and how prominently. */
function rate(type: Findable, words: string[]): { matched: number; rank: number } {
  const name = plain(type.service_name);
  const keywords = type.keywords.map(plain);
  const description = plain(type.description);
  const ranks = words.map((word) =>
    Math.max(
      name.startsWith(word) ? 8 : 0,
      name.includes(` ${word}`) ? 6 : 0,
      keywords.some((keyword) => keyword.startsWith(word) || keyword.includes(` ${word}`)) ? 4 : 0,
      name.includes(word) || keywords.some((keyword) => keyword.includes(word)) ? 2 : 0,
      description.includes(word) ? 1 : 0,
    ),
  );
  return { matched: ranks.filter(Boolean).length, rank: ranks.reduce((sum, rank) => sum + rank, 0) };
}

/** Without capitals and accents: `bache`, `semáforo` and `semaforo` are found alike. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
