import { expect, test } from "vitest";
import { plainName, toldBy } from "./history";

test("who acted is read from what the API keeps", () => {
  expect(toldBy("staff:ab-12 (Rosa Díaz): the same hole")).toEqual({ kind: "staff", name: "Rosa Díaz", note: "the same hole" });
  expect(toldBy("staff:ab-12 (Rosa)")).toEqual({ kind: "staff", name: "Rosa", note: "" });
  expect(toldBy("staff:ab-12: why: because")).toEqual({ kind: "staff", name: "", note: "why: because" });
  expect(toldBy("vendor:lights")).toEqual({ kind: "vendor", name: "lights", note: "" });
  expect(toldBy("resident")).toEqual({ kind: "resident", name: "", note: "" });
});

test("an event without words of its own is told plainly", () => {
  expect(plainName("WorkOrderCreated")).toBe("Work order created");
});
