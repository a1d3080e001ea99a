import { expect, test } from "vitest";
import type { ServiceType } from "../api/client";
import { offeredFirst, reportOf } from "./offered";

const type = (service_code: string, group: string): ServiceType => ({ service_code, group: { code: group, name: group } }) as ServiceType;
const TYPES = [type("a1", "a"), type("a2", "a"), type("b1", "b"), type("c1", "c"), type("c2", "c")];
const codes = (types: ServiceType[]): string[] => types.map(({ service_code }) => service_code);

test("the city's choice, in its order, without types it does not have any more", () => {
  expect(codes(offeredFirst(TYPES, ["c1", "gone", "a2"]))).toEqual(["c1", "a2"]);
  expect(codes(offeredFirst(TYPES, ["a1", "b1", "c1"], 2))).toEqual(["a1", "b1"]);
});

test("a city that names none has one of each group in turn", () => {
  expect(codes(offeredFirst(TYPES, [], 4))).toEqual(["a1", "b1", "c1", "a2"]);
});

test("a type leads to its report", () => expect(reportOf("a b")).toBe("/report/?type=a%20b"));
