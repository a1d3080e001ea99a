import { expect, test } from "vitest";
import { addressOf, readRoute } from "./route.svelte";

test("an address is read as it was written", () => {
  const { path, query } = readRoute(addressOf("queue", { department: "parks", status: "open & late" }));
  expect(path).toBe("queue");
  expect(Object.fromEntries(query)).toEqual({ department: "parks", status: "open & late" });
});

test("what is empty is not said", () => expect(addressOf("case/7QX", { tab: "" })).toBe("#/case/7QX"));

test("an address of nothing is the first screen", () => {
  for (const hash of ["", "#", "#/", "#//"]) expect(readRoute(hash).path).toBe("");
});
