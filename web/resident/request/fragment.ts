/** What stands behind the # of the page: `number`, `number.secret`, or `number~token` from a follower's mail. */
export interface Keys {
  /** Of the reporter's own link. */
  secret: string;
  /** Of a follower's mail. */
  token: string;
}

export function readFragment(fragment: string): Keys & { text: string } {
  let text = fragment.replace(/^#/, "");
  try {
    text = decodeURIComponent(text);
  } catch {
    // a stray % of a mistyped address: it is read as it stands, and found to be no number
  }
  const [, number = "", sign, key = ""] = /^([^.~]*)([.~]?)(.*)$/s.exec(text) ?? [];
  return { text: number, secret: sign === "." ? key : "", token: sign === "~" ? key : "" };
}
