import { expect, test } from "vitest";
import { answerAddress, answerIn, isMistypedNumber, numberIn, offers } from "./find";
import type { AddressMatch, Article, ServiceType } from "./wire";

const type = (service_code: string, service_name: string, keywords: string[]): ServiceType =>
  ({ service_code, service_name, keywords, description: "" }) as unknown as ServiceType;
const article = (slug: string, title: string, topics: string[], service_codes: string[]): Article => ({
  slug,
  title,
  topics,
  service_codes,
  language: "en",
  text: "a street, a lamp",
});
const TYPES = [type("pothole", "Pothole", ["hole in the road"]), type("lamp", "Street light out", ["dark street"])];
const ARTICLES = [article("lights", "Who owns the street light", ["lamps"], ["lamp"]), article("snow", "Snow and your street", ["plows"], [])];
const known = { types: TYPES, articles: ARTICLES, matches: [] as AddressMatch[] };
const told = (text: string, more: Partial<typeof known> = {}): Record<string, string[]> =>
  Object.fromEntries(offers(text, { ...known, ...more }).map(({ kind, options }) => [kind, options.map(({ id }) => id)]));

test("nothing for nothing", () => expect(offers("  ", known)).toEqual([]));

test("own words lead to types, and to the answers that belong to the best one", () => {
  expect(told("there is a hole in the road")).toEqual({ type: ["pothole"] });
  expect(told("dark street")).toEqual({ type: ["lamp"], answer: ["lights", "snow"] });
  expect(told("plows")).toEqual({ answer: ["snow"] });
});

test("articles are found by title and topics, not by every word in their text", () => {
  expect(told("lamp")).toEqual({ answer: ["lights"] });
});

test("places without coordinates are no places to go to", () => {
  const match = (label: string, lat: number | null): AddressMatch => ({ label, lat, long: lat }) as unknown as AddressMatch;
  expect(told("xyzzy", { matches: [match("12 Main Street", 41), match("Lost Street", null)] })).toEqual({ place: ["0"] });
});

test("a tracking number comes first, in whatever way it is typed", () => {
  expect(told("5qx 4cm 2wh")).toEqual({ number: ["5QX-4CM-2WH"] });
  expect(offers("5QX4CM2WH", known)[0]?.options[0]).toMatchObject({ href: "/request/#5QX-4CM-2WH" });
  expect(numberIn("SR-2019-17")).toBe("SR-2019-17");
  expect(numberIn("pothole")).toBeNull();
  expect(isMistypedNumber("5QX-4CM-2WJ")).toBe(true);
  expect(isMistypedNumber("pothole")).toBe(false);
});

test("an answer has an address of its own", () => {
  expect(answerIn(answerAddress("towed-car"))).toBe("towed-car");
  for (const other of ["", "#mine", "#answer/", "#answer/<b>"]) expect(answerIn(other)).toBe("");
});
