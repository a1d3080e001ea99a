/**
 * What the signed-in person may do, as the API's policy table tells it (`GET /api/v1/staff/me`). It decides what is
 * shown; the API judges every call again.
 */
import type { components } from "../lib/api/schema";

export type Me = components["schemas"]["Me"];
export type Permission = Me["may"][number];

/** Whether an action is allowed on something of a department (any at all, unless one is named). */
export function may(me: Me, action: string, department?: string, isPrivate = false): boolean {
  return me.may.some(
    (one) =>
      one.action === action &&
      (one.private || !isPrivate) &&
      (one.departments === null || (department === undefined ? one.departments.length > 0 : one.departments.includes(department))),
  );
}

/** The departments that an action is allowed in, in the order of the city's own list. */
export function departmentsFor(me: Me, action: string): Me["city_departments"] {
  return me.city_departments.filter(({ code }) => may(me, action, code));
}
