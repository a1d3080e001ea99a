/** Every catalogue of every app: nothing missing, nothing unused, the same values asked for in every language. */
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { SHARED, WHOLE, catalogue, folders, sourceOf } from "../../tools/catalogues";

const FOLDERS = folders();
const EVERYTHING = sourceOf(FOLDERS.find(({ name }) => name === SHARED)?.sources ?? []);

/** A number, or what stands in quotes or as a name somewhere. */
const isNamed = (part: string): boolean => /^\d+$/.test(part) || EVERYTHING.includes(`"${part}"`) || EVERYTHING.includes(` ${part}:`);

/** The values that a message asks for, whatever its language does with them. */
function valuesOf(parts: MessageFormatElement[]): string[] {
  const found = parts.flatMap((part) => {
    if (part.type === TYPE.literal || part.type === TYPE.pound) return [];
    const inner = "options" in part ? Object.values(part.options).flatMap((option) => valuesOf(option.value)) : [];
    return "value" in part ? [String(part.value), ...inner] : inner;
  });
  return [...new Set(found)].sort();
}

test("the shared sentences and those of the apps are found", () => {
  expect(FOLDERS.map(({ name }) => name)).toEqual(expect.arrayContaining([SHARED, "map/text", "resident/report/text", "staff/text", "staff/orders/text"]));
});

describe.each(FOLDERS)("$name", ({ name, sources, languages }) => {
  const first = catalogue(name, "en");

  test("speaks what every page has to speak", () => expect(languages).toEqual(expect.arrayContaining(WHOLE)));

  test("every key is said somewhere", () => {
    const source = sourceOf(sources);
    const made = [...source.matchAll(/`([\w.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? "");
    const isMade = (key: string): boolean =>
      made.some((prefix) => {
        const rest = key.slice(prefix.length);
        // one part, or two joined by `_`
        const cut = rest.lastIndexOf("_");
        return key.startsWith(prefix) && (isNamed(rest) || (isNamed(rest.slice(0, cut)) && isNamed(rest.slice(cut + 1))));
      });
    expect(Object.keys(first).filter((key) => !source.includes(`"${key}"`) && !isMade(key))).toEqual([]);
  });

  test("no key of its own is one that all share", () => {
    if (name === SHARED) return;
    const shared = catalogue(SHARED, "en");
    expect(Object.keys(first).filter((key) => key in shared)).toEqual([]);
  });

  describe.each(languages)("%s", (language) => {
    const told = catalogue(name, language);

    test("has every sentence in the order of the English ones, and none besides", () => {
      const expected = Object.keys(first).filter((key) => key in told || WHOLE.includes(language));
      expect(Object.keys(told)).toEqual(expected);
    });

    test("asks for the same values as English", () => {
      for (const [key, text] of Object.entries(told)) {
        expect(text.trim(), key).not.toBe("");
        expect(valuesOf(parse(text, { ignoreTag: true })), key).toEqual(valuesOf(parse(first[key] ?? "", { ignoreTag: true })));
      }
    });

    test("has no English left in it", () => {
      if (language.startsWith("en")) return;
      const same = Object.keys(told).filter((key) => told[key] === first[key] && !key.startsWith("unit."));
      expect(same).toEqual([]);
    });
  });
});
