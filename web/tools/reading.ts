/**
 * How hard an English text is to read: the school grade of Flesch and Kincaid, from the length of sentences and words.
 * Syllables are counted by rule of thumb, which is near enough for an average.
 */
const WORD = /[a-z]+(?:['’][a-z]+)*/gi;

/** Syllables of a word: its groups of vowels, without an `e` that is not spoken. */
export function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, "");
  const spoken = plain.length > 3 ? plain.replace(/(?:[^acegilosuxyz]es|[^dt]ed|[^laeiouy]e)$/, (end) => end.slice(0, 1)) : plain;
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 1);
}

export function sentencesOf(text: string): string[] {
  return text.split(/[.!?…:;]+(?:\s|$)|\n+/).filter((sentence) => sentence.match(WORD));
}

/** The grade of some texts together; 0 when there is nothing to read. */
export function gradeOf(texts: string[]): number {
  const sentences = texts.flatMap(sentencesOf);
  const words = sentences.flatMap((sentence) => sentence.match(WORD) ?? []);
  if (!words.length) return 0;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}
