import { expect, test } from "vitest";
import { placeFragment, readPlaceFragment } from "./fragment";

test("a place goes behind the # and comes back", () => {
  const place = { label: "12 Main & 3rd / rear", lat: 41.3, long: -97.1 };
  expect(placeFragment(place)).toBe("#at/41.300000,-97.100000/12%20Main%20%26%203rd%20%2F%20rear");
  expect(readPlaceFragment(placeFragment(place))).toEqual(place);
});

test("other fragments are no place", () => {
  for (const hash of ["", "#where", "#at/", "#at/91,0/x", "#at/here/x"]) expect(readPlaceFragment(hash), hash).toBeNull();
  expect(readPlaceFragment("#at/41.3,-97.1/%")).toEqual({ lat: 41.3, long: -97.1, label: "" });
});
