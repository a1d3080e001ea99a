/** Plain language: what we write in English can be read by many, what we write in easy English by nearly everybody. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogues } from "../../tools/catalogues";
import { gradeOf, sentencesOf, syllablesOf } from "../../tools/reading";

/** The grade on average, and the hardest that a single text may be; both are school grades. Labels of a few words have no grade. */
const BARS: Record<string, { average: number; most: number }> = {
  en: { average: 8, most: 8 },
  "en-x-easy": { average: 5, most: 5 },
};
const FEWEST_WORDS = 6;
/** Harder than that, and why. */
const EXCEPTIONS: Record<string, string> = {
  "lib/i18n emergency.static": "danger and emergency have no shorter words",
  "resident/home/text near.none": "kilometers have no shorter name",
};
const PACK = new URL("../../../cities/rivermark/messages/", import.meta.url);

const packTexts = (language: string): Record<string, string> => JSON.parse(readFileSync(new URL(`${language}.json`, PACK), "utf8"));
/** What residents get; mails to crews and officers are not theirs. */
const isForResidents = ([key]: [string, string]): boolean => !/\.(work_order|officer)\./.test(key);

/** A message as it is read: the last form of a plural, a short word for a value. */
function read(text: string): string {
  const plurals = text.replace(/\{\w+, plural,(?:[^{}]|\{(?:[^{}]|\{\w+\})*\})*other \{((?:[^{}]|\{\w+\})*)\}\}/g, "$1");
  return plurals.replace(/\{[^{}]*\}/g, "it").replace(/#/g, "it");
}

const texts: [language: string, place: string, text: string][] = [
  ...catalogues().flatMap(([folder, language, told]) =>
    Object.entries(told).map(([key, text]): [string, string, string] => [language, `${folder} ${key}`, read(text)]),
  ),
  ...Object.keys(BARS).flatMap((language) =>
    Object.entries(packTexts(language))
      .filter(isForResidents)
      .map(([key, text]): [string, string, string] => [language, `pack ${key}`, read(text)]),
  ),
];

describe.each(Object.entries(BARS))("%s", (language, { average, most }) => {
  const own = texts.filter(([spoken, , text]) => spoken === language && text.split(/\s+/).length >= FEWEST_WORDS);

  test("is plain on average", () => {
    expect(own.length).toBeGreaterThan(50);
    expect(gradeOf(own.map(([, , text]) => text))).toBeLessThanOrEqual(average);
  });

  test("has no text that is hard, but for the exceptions", () => {
    const hard = own.filter(([, , text]) => gradeOf([text]) > most).map(([, place, text]) => `${place} (${gradeOf([text]).toFixed(1)})`);
    expect(hard.filter((place) => !(place.replace(/ \(.*$/, "") in EXCEPTIONS))).toEqual([]);
  });
});

test("exceptions are of texts that there are", () => {
  const places = new Set(texts.map(([, place]) => place));
  expect(Object.keys(EXCEPTIONS).filter((place) => !places.has(place))).toEqual([]);
});

test("the measure is near what dictionaries and schoolbooks say", () => {
  const counted = { cat: 1, made: 1, table: 2, report: 2, closed: 1, wanted: 2, emergency: 4, address: 2, people: 2, pages: 2 };
  for (const [word, count] of Object.entries(counted)) expect(syllablesOf(word), word).toBe(count);
  expect(sentencesOf("Danger? Call 911 now. Please wait …")).toHaveLength(3);
  expect(gradeOf(["The cat sat on the mat."])).toBeLessThan(1);
  expect(gradeOf(["Notification of municipal infrastructure deficiencies necessitates jurisdictional determination."])).toBeGreaterThan(15);
});
