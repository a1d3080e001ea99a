/** How a report stands, read from the public view: which words the page needs. No words and no clock of its own. */
import { isClosed, isStatus } from "../../lib/map/statuses";
import { isPast } from "../../lib/places/dates";
import { placeFragment } from "../../lib/places/fragment";
import type { components } from "../../lib/api/schema";

export type CaseView = components["schemas"]["ServiceRequest"];
export type Work = CaseView["work"][number];
export type Department = NonNullable<CaseView["department"]>;
export type DateMove = CaseView["date_moves"][number];

export const closed = ({ status }: Pick<CaseView, "status">): boolean => isStatus(status) && isClosed(status);

/** What is known of the day on which it will be done, or was. */
export type Expected =
  | { is: "closed"; at: string | null; lateFor: string | null }
  | { is: "waiting" }
  | { is: "none" }
  | { is: "late"; due: string; newBy: string | null }
  | { is: "learned"; half: string; most: string }
  | { is: "target"; at: string };

/** `lateFor`, `due`: what had been promised. `half`, `most`, `newBy`: local days on which half, four of five are done. */
export function expected(view: CaseView, now = Date.now()): Expected {
  const { estimate, promise } = view;
  if (closed(view)) return { is: "closed", at: view.closed_at, lateFor: promise?.late ? promise.due_at : null };
  if (promise?.waiting_since) return { is: "waiting" };
  const learned = estimate?.basis === "closings" && estimate.p50_on && estimate.p80_on ? estimate : null;
  const due = promise?.late ? promise.due_at : !learned && estimate && isPast(estimate.expected_at, now) ? estimate.expected_at : null;
  if (due) return { is: "late", due, newBy: learned?.p80_on ?? null };
  if (learned?.p50_on && learned.p80_on) return { is: "learned", half: learned.p50_on, most: learned.p80_on };
  return estimate ? { is: "target", at: estimate.expected_at } : { is: "none" };
}

/** Green is for done alone: what was refused, passed on or is late never looks like it. */
export function tone(view: CaseView, now = Date.now()): "good" | "late" | "note" {
  if (view.status === "done") return "good";
  return expected(view, now).is === "late" ? "late" : "note";
}

/** The work that is not over, or nothing where the report is. */
export const workAhead = (view: CaseView): Work[] => (closed(view) ? [] : view.work.filter(({ status }) => status !== "completed"));

/** Who has it now: each department once, with what it has to do. */
export function holders(view: CaseView): { department: Department; work: Work[] }[] {
  const found = new Map<string, { department: Department; work: Work[] }>();
  for (const one of workAhead(view)) {
    if (!one.department) continue;
    const { department } = one;
    const held = found.get(department.code) ?? { department, work: [] };
    found.set(department.code, { department, work: [...held.work, one] });
  }
  if (!found.size && view.department && !closed(view)) return [{ department: view.department, work: [] }];
  return [...found.values()];
}

/** Whether "not fixed" opens it again. */
export const mayReopen = (view: CaseView, now = Date.now()): boolean => Boolean(view.reopen_until) && !isPast(view.reopen_until ?? "", now);

/** The API answers the reporter with more than everybody else. */
export const isMine = (view: CaseView): boolean => "photo_ids" in view;

/** How many people have reported it. */
export const people = ({ joined }: CaseView): number => joined + 1;

/** The address at which the same is reported again, at the same place; a coarse place is not carried over. */
export function reportAgain(view: CaseView): string {
  const query = new URLSearchParams({ type: view.service_code });
  const { lat, long, address } = view;
  return `/report/?${query}${view.location_is_exact ? placeFragment({ lat, long, label: address }) : ""}`;
}
