/** The eleven public statuses in the five kinds that a map tells apart, by shape and by colour. */
import type { Key } from "../i18n/words.svelte";
import type { Scheme } from "./map_document";

export const STATUSES = [
  "received",
  "confirmed",
  "scheduled",
  "under_way",
  "waiting",
  "passed_on",
  "done",
  "could_not_be_done",
  "not_ours",
  "duplicate",
  "reopened",
] as const;
export type Status = (typeof STATUSES)[number];

export type Kind = "new" | "planned" | "under_way" | "done" | "ended";
export const KINDS: readonly Kind[] = ["new", "planned", "under_way", "done", "ended"];
export const CLOSED_KINDS: readonly Kind[] = ["done", "ended"];

export const KIND_OF: Record<Status, Kind> = {
  received: "new",
  confirmed: "new",
  reopened: "new",
  scheduled: "planned",
  waiting: "planned",
  passed_on: "planned",
  under_way: "under_way",
  done: "done",
  could_not_be_done: "ended",
  not_ours: "ended",
  duplicate: "ended",
};

export const isStatus = (text: string): text is Status => text in KIND_OF;
export const isClosed = (status: Status): boolean => CLOSED_KINDS.includes(KIND_OF[status]);
export const statusKey = (status: Status): Key => `status.${status}`;

/** Fill, edge and the colour of the sign within. Each kind also has a shape of its own (`shapes.ts`). */
export const COLOURS: Record<Scheme, Record<Kind, { fill: string; edge: string; sign: string }>> = {
  light: {
    new: { fill: "#b3261e", edge: "#ffffff", sign: "#ffffff" },
    planned: { fill: "#7a4800", edge: "#ffffff", sign: "#ffffff" },
    under_way: { fill: "#0b4f8a", edge: "#ffffff", sign: "#ffffff" },
    done: { fill: "#1b5e38", edge: "#ffffff", sign: "#ffffff" },
    ended: { fill: "#4c555e", edge: "#ffffff", sign: "#ffffff" },
  },
  dark: {
    new: { fill: "#ff9f97", edge: "#13181c", sign: "#13181c" },
    planned: { fill: "#f2c169", edge: "#13181c", sign: "#13181c" },
    under_way: { fill: "#8cc7ff", edge: "#13181c", sign: "#13181c" },
    done: { fill: "#8fd6ab", edge: "#13181c", sign: "#13181c" },
    ended: { fill: "#b3bac0", edge: "#13181c", sign: "#13181c" },
  },
};
