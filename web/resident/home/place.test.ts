import { expect, test } from "vitest";
import type { Keeper } from "../../lib/keep/visit";
import { forgetPlace, keepPlace, keptPlace, mapAt, reportAt } from "./place";

function device(): Keeper {
  const kept = new Map<string, string>();
  return { read: (name) => kept.get(name) ?? null, write: (name, text) => void kept.set(name, text), forget: (name) => void kept.delete(name) };
}

const HOME = { label: "12 Main & 3rd", lat: 41.3, long: -97.1 };

test("a place is kept, read and forgotten", () => {
  const here = device();
  expect(keptPlace(here)).toBeNull();
  keepPlace(HOME, here);
  expect(keptPlace(here)).toEqual(HOME);
  forgetPlace(here);
  expect(keptPlace(here)).toBeNull();
});

test("what cannot be read is nothing", () => {
  const here = device();
  for (const text of ["{", "null", "7", '{"label": 1}', '{"label": "x", "lat": "41", "long": 2}']) {
    here.write("hex311.place", text);
    expect(keptPlace(here), text).toBeNull();
  }
});

test("a place leads to the report and to the map", () => {
  expect(reportAt(HOME)).toBe("/report/#at/41.300000,-97.100000/12%20Main%20%26%203rd");
  expect(mapAt(HOME)).toBe("/map/?at=41.300,-97.100,15");
  expect(mapAt(HOME, ["wards", "parks"])).toBe("/map/?at=41.300,-97.100,15&layers=wards,parks");
});
