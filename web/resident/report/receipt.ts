/** The reporter's own link. The door may be reached by another name than the one the API writes; the fragment counts. */
import type { Submitted } from "./wire";

export const followLink = ({ follow_url }: Submitted, origin = window.location.origin): string =>
  `${origin}/request/${new URL(follow_url).hash}`;
