/** The reporter's own link. The door may be reached by another name than the one the API writes; the fragment counts. */
import type { components } from "../api/schema";

type Told = Pick<components["schemas"]["Submitted"], "follow_url">;

export const followLink = ({ follow_url }: Told, origin = window.location.origin): string =>
  `${origin}/request/${new URL(follow_url).hash}`;
