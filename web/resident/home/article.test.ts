import { expect, test } from "vitest";
import { blocksOf } from "./article";

test("paragraphs and lists; lines of a paragraph are one", () => {
  expect(blocksOf("One line\nand its rest.\n\n- a\n- b\n\n\nLast.\n")).toEqual([
    { text: "One line and its rest.", items: [] },
    { text: "", items: ["a", "b"] },
    { text: "Last.", items: [] },
  ]);
  expect(blocksOf(" \n ")).toEqual([]);
});
