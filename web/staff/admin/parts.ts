/** The parts of the administration, each loaded when it is first shown. */
import type { Component } from "svelte";
import { may, type Me } from "../rights";
import type { Key } from "./words";

export interface Part {
  path: string;
  title: Key;
  /** The action of the policy table that opens it. */
  action: string;
  load: () => Promise<{ default: Component }>;
}

export const PARTS: readonly Part[] = [
  { path: "users", title: "users.title", action: "manage_users", load: () => import("./users/Users.svelte") },
  { path: "keys", title: "api_keys.title", action: "manage_api_keys", load: () => import("./keys/ApiKeys.svelte") },
  { path: "pack", title: "packs.title", action: "publish_city", load: () => import("./packs/Packs.svelte") },
  { path: "rules", title: "rules.title", action: "edit_duplicate_rules", load: () => import("./rules/Rules.svelte") },
  { path: "layers", title: "layers.title", action: "manage_layers", load: () => import("./layers/Layers.svelte") },
  { path: "audit", title: "audit.title", action: "read_audit", load: () => import("./audit/Audit.svelte") },
];

export const partsFor = (me: Me): Part[] => PARTS.filter(({ action }) => may(me, action));
