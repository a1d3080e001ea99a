/** The screens, in the order of the navigation. Each is loaded when it is first shown. */
import type { Component } from "svelte";
import { partsFor } from "./admin/parts";
import { may, type Me } from "./rights";
import type { Key } from "./words";

export interface ScreenProps {
  /** What follows the screen's own part of the address, such as a case's number. */
  rest: string;
}

export interface Screen {
  path: string;
  title: Key;
  /** Who sees it. */
  for: (me: Me) => boolean;
  load: () => Promise<{ default: Component<ScreenProps> }>;
  /** Reached from elsewhere, so without a place in the navigation. */
  apart?: boolean;
}

export const SCREENS: readonly Screen[] = [
  { path: "queue", title: "queue.title", for: (me) => may(me, "list_work_orders"), load: () => import("./queue/Queue.svelte") },
  { path: "crew", title: "crew.title", for: (me) => may(me, "plan_route"), load: () => import("./crew/Crew.svelte") },
  { path: "agent", title: "agent.title", for: (me) => may(me, "file_request"), load: () => import("./agent/Agent.svelte") },
  { path: "overview", title: "overview.title", for: (me) => may(me, "read_figures"), load: () => import("./overview/Overview.svelte") },
  { path: "case", title: "case.screen", for: (me) => may(me, "read_request"), load: () => import("./case/Case.svelte") },
  {
    path: "attention",
    title: "attention.title",
    for: (me) => ["list_escalations", "check_owner", "list_hotspots"].some((one) => may(me, one)),
    load: () => import("./watch/Attention.svelte"),
  },
  { path: "undelivered", title: "undelivered.title", for: (me) => may(me, "list_deliveries"), load: () => import("./watch/Undelivered.svelte") },
  { path: "admin", title: "admin.title", for: (me) => partsFor(me).length > 0, load: () => import("./admin/Admin.svelte") },
  { path: "account", title: "account.title", for: () => true, load: () => import("./account/Account.svelte"), apart: true },
];

/** Where people of a role begin; of several roles the first here. Everybody else begins with the first screen there is. */
const HOMES: readonly (readonly [role: string, path: string])[] = [
  ["dispatcher", "queue"],
  ["triage", "queue"],
  ["agent", "agent"],
  ["crew", "crew"],
  ["manager", "overview"],
];

/** What somebody sees, in the order of the navigation: where they begin, then the others. */
export function screensFor(me: Me): Screen[] {
  const home = HOMES.find(([role]) => (me.roles as string[]).includes(role))?.[1];
  const mine = SCREENS.filter((screen) => screen.for(me));
  return [...mine.filter(({ path }) => path === home), ...mine.filter(({ path }) => path !== home)];
}

/** The screen of an address; the first of the navigation where none is named, null where there is no such one. */
export function screenAt(me: Me, path: string): { screen: Screen; rest: string } | null {
  const mine = screensFor(me);
  const first = mine.find((one) => !one.apart) ?? mine[0];
  if (path === "") return first ? { screen: first, rest: "" } : null;
  const [head = "", ...rest] = path.split("/");
  const screen = mine.find((one) => one.path === head);
  return screen ? { screen, rest: rest.join("/") } : null;
}
