/** Which language to speak, and the city in it. */
import { get } from "../api/ask";
import type { City } from "../api/client";
import { keepLanguage, language, speak, wishes } from "../i18n/words.svelte";

/**
 * Speak the first language that the reader wants and the city speaks; the city's own words come in it. An app that is
 * not there in all of them says in which it `speaks`.
 */
export async function greet(address: URL, speaks: (code: string) => boolean = () => true): Promise<City> {
  const wanted = wishes(address).filter(speaks);
  const first = wanted[0] ?? "en";
  // without a connection a language may not be here; English always is
  const spoken = speak(first).catch(() => speak("en"));
  const [city] = await Promise.all([readCity(first), spoken]);
  const agreed = wanted.find((code) => city.languages.includes(code)) ?? city.default_language;
  if (agreed === first) return city;
  await speak(agreed);
  return readCity(agreed);
}

/** The city in a language that is not spoken yet. */
export const readCity = (lang: string): Promise<City> => get<City>("/api/v1/city", { lang });

let turn = 0;

/**
 * Another language in place, and kept for the next visit. `readAnew` reads what the page shows of the city's own words,
 * and lets go what comes when yet another language is spoken. Whether it came to that: else all is as it was before.
 */
export async function changeLanguage(code: string, readAnew: (city: City) => Promise<unknown>): Promise<boolean> {
  const before = language();
  const mine = ++turn;
  try {
    await speak(code);
    if (mine !== turn) return true;
    keepLanguage(); // at once: the reader may be on the way to another page
    const city = await readCity(code);
    if (mine !== turn) return true;
    await readAnew(city);
    if (mine !== turn) return true;
    const address = new URL(window.location.href);
    address.searchParams.delete("lang"); // what was asked for there is no longer what is wanted
    window.history.replaceState(window.history.state, "", address);
    return true;
  } catch (fault) {
    console.warn(fault);
    if (mine !== turn) return true;
    await speak(before);
    keepLanguage();
    return false;
  }
}
