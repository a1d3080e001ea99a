import { expect, test } from "vitest";
import { metresBetween } from "./point";

test("how far apart two points are, to the north and to the east", () => {
  expect(metresBetween({ lat: 41.3, long: -97.1 }, { lat: 41.301, long: -97.1 })).toBeCloseTo(111.2, 0);
  expect(metresBetween({ lat: 60, long: 10 }, { lat: 60, long: 10.001 })).toBeCloseTo(55.6, 0);
});
