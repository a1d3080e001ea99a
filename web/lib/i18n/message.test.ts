import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { catalogues } from "../../tools/catalogues";
import { localeOf } from "./languages";
import { readMessage, writeMessage } from "./message";

const NUMBERS = [0, 1, 2, 5, 21, 1_000, 1_000_000];

const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");

describe.each(catalogues())("%s/%s", (_folder, language, catalogue) => {
  test("says what the standard's own library says", () => {
    for (const [key, text] of Object.entries(catalogue)) {
      const standard = new IntlMessageFormat(text, localeOf(language), undefined, { ignoreTag: true });
      const names = [...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, each]) => each ?? "");
      for (const number of NUMBERS) {
        const values = Object.fromEntries(names.map((each) => [each, text.includes(`{${each},`) ? number : `<${each}>`]));
        const said = writeMessage(readMessage(text), language, values);
        expect(plain(said), key).toBe(plain(String(standard.format(values))));
      }
    }
  });
});

test("languages with more forms than English, and directions, come out right", () => {
  const polish = readMessage("{n, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}}");
  expect([1, 3, 5, 22].map((n) => writeMessage(polish, "pl", { n }))).toEqual(["1 plik", "3 pliki", "5 plików", "22 pliki"]);
});

test("from right to left, what is put in stands apart, and numbers have the digits of the addresses", () => {
  const arabic = readMessage("{n, plural, zero {لا شيء} one {بلاغ واحد} two {بلاغان} few {# بلاغات} many {# بلاغًا} other {# بلاغ}}: {code}");
  const said = [0, 1, 2, 3, 11, 1_000].map((n) => writeMessage(arabic, "ar", { n, code: "7QX-4CM" }).replace(": \u20687QX-4CM\u2069", ""));
  expect(said).toEqual(["لا شيء", "بلاغ واحد", "بلاغان", "3 بلاغات", "11 بلاغًا", "1,000 بلاغ"]);
});

test("what the catalogues do not use is refused, not guessed", () => {
  for (const text of ["{n, select, a {x} other {y}}", "{n, plural, one {x}}", "a } b", "{n, date}", "{"]) {
    expect(() => readMessage(text), text).toThrow(SyntaxError);
  }
  expect(() => writeMessage(readMessage("{name}"), "en")).toThrow(/needs name/);
});
