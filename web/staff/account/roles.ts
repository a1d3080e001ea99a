import type { Key } from "../words";

export const ROLE_WORDS: Record<string, Key> = {
  agent: "role.agent",
  triage: "role.triage",
  dispatcher: "role.dispatcher",
  crew: "role.crew",
  vendor: "role.vendor",
  manager: "role.manager",
  admin: "role.admin",
};
