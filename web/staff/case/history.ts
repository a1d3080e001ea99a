/** The history of a case as people read it: who did what, and why. */
import type { CaseView } from "./wire";

export type Entry = CaseView["history"][number];

export interface Told {
  /** `staff`, `resident`, `system` or `vendor`. */
  kind: string;
  /** Empty where the login has none. */
  name: string;
  /** What was said with it, for staff. */
  note: string;
}

/** `staff:<subject> (<name>): <note>`, as the API keeps who acted. */
export function toldBy(actor: string): Told {
  const found = /^([a-z]+)(?::(\S+?))?(?: \(([^()]*)\))?(?:: ([\s\S]*))?$/.exec(actor);
  if (!found) return { kind: "system", name: "", note: "" };
  const [, kind = "system", subject = "", name = "", note = ""] = found;
  return { kind, name: name || (kind === "vendor" ? subject : ""), note };
}

/** `WorkOrderCreated` as `Work order created`: what no catalogue has words for is still readable. */
export const plainName = (name: string): string =>
  name.replace(/(?<=[a-z])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** The events that have words of their own here. */
export const TOLD_IN_WORDS = [
  "RequestSubmitted", "RequestImported", "RequestRouted", "WorkOrderCreated", "WorkOrderAssigned", "WorkOrderStarted",
  "WorkOrderPaused", "WorkOrderResumed", "WorkOrderTransferred", "WorkOrderCompleted", "WorkOrderEscalated", "WorkOrderClaimed",
  "WorkOrderScheduled", "WorkOrderUnscheduled", "WorkOrderSplit", "WorkOrderRestored", "WaitingPeriodBegun", "RequestPassedOn",
  "OwnerChecked", "OwnerCheckDue", "ResidentAsked", "ResidentAnswered", "ClosureFlagged", "RequestClosed", "RequestReopened",
  "RequestMerged", "RequestUnmerged", "DuplicateJoined", "DuplicateLeft", "ParentClosed", "ParentReopened", "RequestJoined",
  "TwinsLinked", "FollowRequested", "FollowerConfirmed", "FollowerLeft", "ContentReleased", "ContentWithdrawn", "PhotosAttached",
  "PhotosViewed", "ContactRead", "UpdateReceived", "OverlayChanged", "LocationCorrected", "RequestReclassified", "WorkflowFailed",
  "EstimateChanged", "WorkOrderDelivered", "WorkOrderUndelivered", "OfficerInformed",
] as const;
