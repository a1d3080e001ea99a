import { expect, test } from "vitest";
import { departmentsFor, may, type Me } from "./rights";

const department = (code: string) => ({ code, name: code, kind: "city" as const, crews: [] });
const me: Me = {
  subject: "someone",
  name: "",
  roles: ["dispatcher"],
  departments: ["parks"],
  may: [
    { action: "list_work_orders", departments: ["parks"], private: true },
    { action: "list_hotspots", departments: null, private: false },
    { action: "plan_route", departments: [], private: true },
  ],
  city_departments: [department("water"), department("parks")],
  reasons: { pause: [], refusal: [], transfer: [] },
  step_positions_days: 0,
};

test("an action is allowed where the table says so", () => {
  expect(may(me, "list_work_orders", "parks", true)).toBe(true);
  expect(may(me, "list_work_orders", "water")).toBe(false);
  expect(may(me, "list_work_orders")).toBe(true);
  expect(may(me, "list_hotspots", "water")).toBe(true);
  expect(may(me, "list_hotspots", "water", true)).toBe(false);
  expect(may(me, "manage_layers")).toBe(false);
});

test("who works for no department may do nothing that is limited to their own", () => {
  expect(may(me, "plan_route")).toBe(false);
});

test("departments come in the city's order", () => {
  expect(departmentsFor(me, "list_hotspots").map(({ code }) => code)).toEqual(["water", "parks"]);
  expect(departmentsFor(me, "list_work_orders").map(({ code }) => code)).toEqual(["parks"]);
});
