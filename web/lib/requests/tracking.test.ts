import { expect, test } from "vitest";
import { numberOf, readNumber, trackingNumber } from "./tracking";

test.each([
  [4_861_189_218, "5QX-4CM-2WH"],
  [0, "222-222-222"],
])("the id %d is the number %s", (id, number) => {
  expect(trackingNumber(id)).toBe(number);
  expect(numberOf({ id, properties: {} })).toBe(number);
});

test("a number of an earlier system goes before the id; a feature with neither has none", () => {
  expect(numberOf({ id: 1, properties: { number: "OLD-17" } })).toBe("OLD-17");
  expect(numberOf({ properties: {} })).toBeNull();
});

test("numbers that the core made (hex311.domain.tracking) are read, and a slip in the last sign is told", () => {
  for (const good of ["R47-C73-HX4", "3WQ-V5H-236", "PQF-F57-JVC"]) {
    expect(readNumber(good)).toEqual({ number: good });
    expect(readNumber(good.replace(/.$/, (last) => (last === "2" ? "3" : "2")))).toEqual({ mistake: "mistyped" });
  }
});

test("what people type is read: with and without hyphens, small letters, the earlier system's numbers", () => {
  for (const typed of ["5QX-4CM-2WH", "5qx4cm2wh", " 5qx 4cm 2wh "]) expect(readNumber(typed)).toEqual({ number: "5QX-4CM-2WH" });
  expect(readNumber("5QX-4CM-2WJ")).toEqual({ mistake: "mistyped" });
  expect(readNumber("SR-2019_0042")).toEqual({ number: "SR-2019_0042" });
  expect(readNumber(" - ")).toEqual({ mistake: "empty" });
  expect(readNumber("a hole in the road")).toEqual({ mistake: "form" });
});
