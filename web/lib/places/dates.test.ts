import { beforeEach, expect, test, vi } from "vitest";
import { calendarDay, distance, soon } from "./dates";

const CHICAGO = "America/Chicago";
/** 4:30 in the morning of the 22nd in London, still the evening of the 21st in Chicago. */
const NIGHT = Date.parse("2026-11-22T04:30:00Z");

beforeEach(() => void vi.stubGlobal("document", { documentElement: { lang: "en" } }));

test("days are counted by the city's calendar", () => {
  expect(calendarDay("2026-11-21", CHICAGO, NIGHT)).toBe("Saturday, November 21 (today)");
  expect(calendarDay("2026-11-22", CHICAGO, NIGHT)).toBe("Sunday, November 22 (tomorrow)");
  expect(calendarDay("2026-11-28", CHICAGO, NIGHT)).toBe("Saturday, November 28 (in 7 days)");
});

test("hours of today are told without the day", () => {
  expect(soon("2026-11-22T05:00:00Z", CHICAGO, NIGHT).replace(/\s/g, " ")).toBe("11:00 PM");
  expect(soon("2026-11-22T18:00:00Z", CHICAGO, NIGHT).replace(/\s/g, " ")).toMatch(/^Sunday,? (at )?12:00 PM$/);
});

test("distances as people pace them, or drive them", () => {
  expect(distance(9)).toBe("30 ft (9 m)");
  expect(distance(1_931)).toBe("1.2 mi (1.9 km)");
});
