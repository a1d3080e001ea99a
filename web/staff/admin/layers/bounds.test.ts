import { expect, test } from "vitest";
import { around } from "./bounds";

test("the box around several holds all of them", () => {
  expect(around([[-97, 41, -96, 42], [-98, 41.5, -97.5, 43]])).toEqual([-98, 41, -96, 43]);
  expect(around([])).toEqual([-180, -85, 180, 85]);
});
