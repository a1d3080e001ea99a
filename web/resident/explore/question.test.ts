import { expect, test } from "vitest";
import { daysIn } from "../../lib/places/days";
import { USUAL, addressOf, lastYear, problemOf, readQuestion, spanOf, stepOf, type Question } from "./question";

const HOME = new URL("https://city.example/explore/?lang=es");

test("what is usual is not in the address, and other parameters stay", () => {
  expect(addressOf(USUAL, HOME).href).toBe(HOME.href);
  expect(readQuestion(HOME)).toEqual(USUAL);
});

test("a question comes back from its address", () => {
  const question: Question = {
    layer: "council_districts", area: "Ward 3 & 4", type: "group:streets", period: "own",
    own: { from: "2026-02-01", to: "2026-03-31" }, tables: ["time", "dates"],
    camera: { latitude: 41.3, longitude: -97.1, zoom: 12.5 },
  };
  const address = addressOf(question, HOME);
  expect(address.search).toBe(
    "?lang=es&layer=council_districts&area=Ward+3+%26+4&type=group:streets&period=own&from=2026-02-01&to=2026-03-31" +
      "&tables=time,dates&at=41.3,-97.1,12.5",
  );
  expect(readQuestion(address)).toEqual(question);
  expect(addressOf(USUAL, address).href).toBe(HOME.href);
});

test.each([
  "?area=3", "?layer=<x>&area=3", "?type=%22", "?period=ever", "?period=own&from=2026-02-30&to=2026-03-01",
  "?period=own", "?tables=all", `?layer=&area=${"x".repeat(121)}`, "?at=here",
])("what cannot be read is as if it were not there: %s", (query) => {
  expect(readQuestion(new URL(query, HOME))).toEqual(USUAL);
});

test("a layer can be chosen before one of its areas", () => {
  expect(readQuestion(new URL("?layer=wards", HOME))).toEqual({ ...USUAL, layer: "wards" });
});

test("periods end today, and have the days they say", () => {
  const of = (period: Question["period"], today = "2026-11-22") => spanOf({ period, own: null }, today);
  expect(of("30d")).toEqual({ from: "2026-10-24", to: "2026-11-22" });
  expect([daysIn(of("30d")), daysIn(of("90d"))]).toEqual([30, 90]);
  expect(of("12m")).toEqual({ from: "2025-12-01", to: "2026-11-22" });
  expect(of("12m", "2026-12-31")).toEqual({ from: "2026-01-01", to: "2026-12-31" });
  expect(of("12m", "2026-01-01")).toEqual({ from: "2025-02-01", to: "2026-01-01" });
  expect(of("year")).toEqual({ from: "2026-01-01", to: "2026-11-22" });
  expect(spanOf({ period: "own", own: { from: "2025-01-01", to: "2025-01-02" } }, "2026-11-22").to).toBe("2025-01-02");
});

test("last year is the same days a year before", () => {
  expect(lastYear({ from: "2028-02-29", to: "2028-03-31" })).toEqual({ from: "2027-02-28", to: "2027-03-31" });
});

test("steps are few enough to be drawn on a small phone", () => {
  const steps = (days: number) => stepOf({ from: "2025-01-01", to: new Date(Date.UTC(2025, 0, days)).toISOString().slice(0, 10) });
  expect([1, 31, 32, 200, 201, 731].map(steps)).toEqual(["day", "day", "week", "week", "month", "month"]);
});

test("a period of one's own is told what is wrong with it", () => {
  expect(problemOf({ from: "", to: "2026-01-01" })).toBe("days");
  expect(problemOf({ from: "2026-02-01", to: "2026-01-01" })).toBe("order");
  expect(problemOf({ from: "2020-01-01", to: "2026-01-01" })).toBe("long");
  expect(problemOf({ from: "2024-01-01", to: "2025-12-31" })).toBeNull();
});
