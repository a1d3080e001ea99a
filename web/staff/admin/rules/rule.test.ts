import { expect, test } from "vitest";
import { meant, ruleOf } from "./rule";

test("what the form does not ask about stays", () => {
  const before = { group: "holes", radius_m: 30, window_days: 60, same_answers: ["size"] };
  expect(meant("circle", before, "pothole", 40, 30)).toEqual({ ...before, radius_m: 40, window_days: 30 });
  expect(meant("circle", "off", "pothole", 40, 30)).toEqual({ group: "pothole", radius_m: 40, window_days: 30 });
  expect(meant("off", before, "pothole", 40, 30)).toBe("off");
  expect(meant("pack", before, "pothole", 40, 30)).toBe("pack");
});

test("a rule that is told as a word is none", () => {
  expect(ruleOf("off")).toBe("off");
  expect(ruleOf({ group: "a", radius_m: 1, window_days: 2 })).toEqual({ group: "a", radius_m: 1, window_days: 2 });
});
