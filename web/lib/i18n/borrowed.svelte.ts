/**
 * Texts of the city that there are only in another language than the one that is spoken. The API names them in each
 * answer (`other_languages`: by language, where they stand); pages show them marked as what they are (CityText.svelte).
 */
import { attributeOf } from "./languages";

const languageOf = new Map<string, string>();
const met = $state<{ languages: string[] }>({ languages: [] });

/** Remember the borrowed texts of an answer. */
export function noteBorrowed(answer: unknown): void {
  const others = (answer as { other_languages?: Record<string, string[]> } | null)?.other_languages;
  for (const [language, places] of Object.entries(others ?? {})) {
    for (const place of places) {
      const text = textAt(answer, place);
      if (text) languageOf.set(text, language);
    }
    if (!met.languages.includes(language)) met.languages.push(language);
  }
}

/** The `lang` of a text of the city; undefined when it is in the language of the page. */
export function langOf(text: string): string | undefined {
  const language = languageOf.get(text);
  return language && attributeOf(language);
}

/** The languages, beside the spoken one, that texts came in since it is spoken. */
export const borrowedLanguages = (): string[] => met.languages;

/** Another language is spoken from here on. */
export function forgetBorrowed(): void {
  languageOf.clear();
  met.languages = [];
}

/** The text at a JSON pointer (RFC 6901). */
function textAt(document: unknown, pointer: string): string | null {
  let found: unknown = document;
  for (const part of pointer.split("/").slice(1)) {
    found = (found as Record<string, unknown> | null)?.[part.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return typeof found === "string" ? found : null;
}
