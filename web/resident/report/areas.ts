/** What the city's map layers say of a place, as a sentence names it. */
import type { OverlayAnswer } from "./wire";

/** How many areas are named; the pack lists the ones people know first. */
const NAMED = 4;

/** `City of Rivermark, District 5, Old Town` */
export const areas = (overlay: OverlayAnswer[]): string => overlay.slice(0, NAMED).map(({ name }) => name).join(", ");
