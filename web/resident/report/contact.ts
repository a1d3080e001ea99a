/** How the reporter can be reached, as far as a page can tell whether it is right. */
import { isEmail, notAnEmail } from "../parts/email";
import type { Told } from "../parts/problems";
import type { Draft } from "./draft/draft";
import { say } from "./words";

const PHONE = /^[+0-9() .-]{5,30}$/;

export function contactProblems({ email, phone }: Pick<Draft, "email" | "phone">): Told[] {
  return [
    ...(email && !isEmail(email) ? [{ field: "email", text: notAnEmail() }] : []),
    ...(phone && !PHONE.test(phone) ? [{ field: "phone", text: say("send.phone_wrong") }] : []),
  ];
}
