import { expect, test } from "vitest";
import { numberOf, trackingNumber } from "./tracking";

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
