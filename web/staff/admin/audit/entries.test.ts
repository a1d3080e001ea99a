import { expect, test } from "vitest";
import { aboutWords, detailWords, monthsUntil } from "./entries";

test("the months of two years, the newest first", () => {
  const months = monthsUntil("2026-02", "en-US");
  expect(months[0]).toEqual({ month: "2026-02", words: "February 2026" });
  expect(months.slice(1, 3).map(({ month }) => month)).toEqual(["2026-01", "2025-12"]);
  expect(months.at(-1)?.month).toBe("2024-03");
});

test("people are told by name, things by what they are called", () => {
  const people = new Map([["u-1", "Kim Lee"]]);
  expect(aboutWords({ action: "user_invited", about: "u-1" }, people)).toBe("Kim Lee");
  expect(aboutWords({ action: "user_reset", about: "u-2" }, people)).toBe("u-2");
  expect(aboutWords({ action: "pack_published", about: "u-1" }, people)).toBe("u-1");
});

test("details are sentences; what says nothing is not told, what has no words stays", () => {
  const department = (code: string): string => ({ water: "Water and Sewers" })[code] ?? code;
  expect(detailWords("roles", "dispatcher, crew", department)).toBe("Roles: Dispatcher, Crew");
  expect(detailWords("departments", "water", department)).toBe("Departments: Water and Sewers");
  expect(detailWords("departments", "", department)).toBe("");
  expect(detailWords("force", "false", department)).toBe("");
  expect(detailWords("code", "not_allowed", department)).toBe("code: not_allowed");
});
