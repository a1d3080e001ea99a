import { expect, test } from "vitest";
import { changesOf } from "./earlier";
import type { CaseView } from "./wire";

const was = (service_code: string, lat: number, until: string) => ({ service_code, lat, long: -97.1, until });

test("moved and sorted anew in one second, each is told once", () => {
  const earlier = [was("graffiti", 41.1, "20:04:43"), was("graffiti", 41.2, "20:04:43"), was("pothole", 41.2, "20:09:00")];
  const view = { ...was("pothole", 41.3, ""), earlier } as unknown as CaseView;
  expect(changesOf(view, ["service_code"])).toEqual([earlier[1]]);
  expect(changesOf(view, ["lat", "long"])).toEqual([earlier[0], earlier[2]]);
  expect(changesOf({ ...view, earlier: [] }, ["lat", "long"])).toEqual([]);
});
