import { expect, test } from "vitest";
import { borrowedLanguages, forgetBorrowed, langOf, noteBorrowed } from "./borrowed.svelte";

test("texts that an answer names are marked until another language is spoken", () => {
  const answer = { name: "حفرة", types: [{ name: "Cave-in" }], "a/b": "x", other_languages: { en: ["/types/0/name", "/a~1b", "/types/7"] } };
  noteBorrowed(answer);
  expect([langOf("Cave-in"), langOf("x"), langOf("حفرة"), borrowedLanguages()]).toEqual(["en", "en", undefined, ["en"]]);
  forgetBorrowed();
  expect([langOf("Cave-in"), borrowedLanguages()]).toEqual([undefined, []]);
});

test("an answer without any is left as it is", () => {
  for (const answer of [null, {}, [], "text"]) noteBorrowed(answer);
  expect(borrowedLanguages()).toEqual([]);
});
