/** Under which name a tab keeps its unfinished call. It goes with the tab, with the call, and with signing out. */
export const UNFINISHED_CALL = "hex311.staff.call";
