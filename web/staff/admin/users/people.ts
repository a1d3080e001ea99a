/** People of the staff: finding them, and what is said of them. */
import type { components } from "../../../lib/api/schema";
import { ROLE_WORDS } from "../../account/roles";
import { say as sayOfApp } from "../../words";
import type { Key } from "../words";

export type User = components["schemas"]["User"];
export type Role = User["roles"][number];

export const ROLES = ["agent", "triage", "dispatcher", "crew", "vendor", "manager", "admin"] as const satisfies readonly Role[];

export const ROLE_NAMES = (role: string): string => {
  const words = ROLE_WORDS[role];
  return words ? sayOfApp(words) : role;
};

export const STATE_WORDS: Record<User["state"], Key> = {
  invited: "state.invited",
  active: "state.active",
  reset: "state.reset",
  off: "state.off",
};

export interface Sought {
  sought: string;
  role: string;
  department: string;
}

/** Those whose name or address has all that was typed, in any order, with the role and the department. */
export function found(users: readonly User[], { sought, role, department }: Sought): User[] {
  const parts = sought.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return users.filter((user) => {
    const text = `${user.name} ${user.email}`.toLocaleLowerCase();
    return (
      parts.every((part) => text.includes(part)) &&
      (role === "" || (user.roles as string[]).includes(role)) &&
      (department === "" || user.departments.includes(department))
    );
  });
}
