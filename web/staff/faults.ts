/** What went wrong, for the person in front of it: the city's own sentence where it said no, else ours. */
import { Refused } from "../lib/api/ask";
import { say } from "./words";

export function faultWords(fault: unknown): string {
  console.warn(fault);
  if (!(fault instanceof Refused)) return say("error.unreached");
  const [first] = fault.problems;
  return first ? `${fault.message} ${first.problem} ${first.how_to_mend}` : fault.message || say("error.error");
}
