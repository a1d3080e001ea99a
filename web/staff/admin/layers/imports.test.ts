import { expect, test } from "vitest";
import { ended, plain } from "./imports";

test("it is asked until it has ended", async () => {
  const told = ["running", "running", "checked"];
  expect(await ended(async () => ({ status: told.shift() ?? "" }), () => true, 1)).toEqual({ status: "checked" });
  expect(told).toEqual([]);
});

test("nobody asks for what nobody wants to know", async () => {
  let asked = 0;
  const found = await ended(async () => ({ status: "running", turn: (asked += 1) }), () => asked < 2, 1);
  expect([found, asked]).toEqual([null, 2]);
});

test("remedies name the fields of the page", () => {
  expect(plain("Name the property that does with --id-field (there are: a).")).not.toContain("--");
});
