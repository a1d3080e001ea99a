import { expect, test } from "vitest";
import { byPart, type Change } from "./words";

const change = (part: string, code: string): Change => ({ part, code, name: "", kind: "changed", details: [], more_details: 0 });

test("changes stand by their parts, articles by their language", () => {
  const told = byPart([change("types", "a"), change("processes", "p"), change("types", "b"), change("articles.es", "x")]);
  expect(told.map(({ part, words, language }) => [part, words, language])).toEqual([
    ["types", "part.types", ""],
    ["processes", "part.processes", ""],
    ["articles.es", "part.articles", "es"],
  ]);
  expect(told[0]?.changes.map(({ code }) => code)).toEqual(["a", "b"]);
});
