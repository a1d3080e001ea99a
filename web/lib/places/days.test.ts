import { expect, test } from "vitest";
import { dayInWords, daysIn, isDay, plusDays, startOf, today, yearBefore } from "./days";

const CHICAGO = "America/Chicago";

test("today is the city's day", () => {
  const midnight = Date.parse("2026-11-22T05:30:00Z");
  expect(today(CHICAGO, midnight)).toBe("2026-11-21");
  expect(today("Europe/Paris", midnight)).toBe("2026-11-22");
});

test.each([
  ["2026-11-22", "2026-11-22T06:00:00.000Z"],
  ["2026-07-01", "2026-07-01T05:00:00.000Z"],
  ["2026-03-08", "2026-03-08T06:00:00.000Z"], // the day on which clocks go forward
  ["2026-03-09", "2026-03-09T05:00:00.000Z"],
  ["2026-11-01", "2026-11-01T05:00:00.000Z"], // and back
  ["2026-11-02", "2026-11-02T06:00:00.000Z"],
])("%s begins at %s in Chicago", (day, moment) => expect(new Date(startOf(day, CHICAGO)).toISOString()).toBe(moment));

test("every day of a year begins when it has just begun, in zones of every kind", () => {
  for (const zone of [CHICAGO, "Asia/Beirut", "America/Santiago", "Asia/Kolkata", "Pacific/Auckland", "America/Havana"]) {
    for (let day = "2026-01-01"; day < "2027-01-01"; day = plusDays(day, 1)) {
      const start = startOf(day, zone);
      expect([zone, today(zone, start), today(zone, start - 1)]).toEqual([zone, day, plusDays(day, -1)]);
    }
  }
});

test("days are counted over months and leap years", () => {
  expect(plusDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(daysIn({ from: "2028-01-01", to: "2028-12-31" })).toBe(366);
  expect(yearBefore("2028-02-29")).toBe("2027-02-28");
  expect(yearBefore("2027-02-28")).toBe("2026-02-28");
});

test("what is no day is told apart", () => {
  expect(["2026-02-30", "2026-2-3", "yesterday", "", "2026-13-01"].map(isDay)).toEqual([false, false, false, false, false]);
  expect(isDay("2024-02-29")).toBe(true);
});

test("days in words", () => {
  expect(dayInWords("2026-11-22", "en-US")).toBe("Nov 22, 2026");
  expect(dayInWords("2026-11-22", "es", "short")).toBe("22 nov");
  expect(dayInWords("2026-11-01", "en-US", "month")).toBe("Nov 2026");
});
