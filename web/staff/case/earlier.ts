/** What a case was before staff set its place or its type right. */
import type { CaseView } from "./wire";

export type Former = CaseView["earlier"][number];
type Fact = keyof Former & keyof CaseView;

/** The earlier states after which one of the facts became another, the oldest first. Two may be of the same second. */
export function changesOf(view: CaseView, facts: Fact[]): Former[] {
  const next = [...view.earlier.slice(1), view];
  return view.earlier.filter((one, at) => facts.some((fact) => one[fact] !== next[at]?.[fact]));
}
