/** E-mail and phone as far as a page can tell; as the API checks them (schemas/__init__.py). */
import type { Draft } from "./draft/draft";
import type { Told } from "./problems";
import { say } from "./words";

// one @, something like a host after it, plain characters
const EMAIL = /^[\x21-\x7e]+@[^@.]+(\.[^@.]+)+$/;
const PHONE = /^[+0-9() .-]{5,30}$/;

export const isEmail = (text: string): boolean =>
  EMAIL.test(text) && !/[<>,;"]/.test(text) && text.indexOf("@") === text.lastIndexOf("@");

export function contactProblems({ email, phone }: Pick<Draft, "email" | "phone">): Told[] {
  return [
    ...(email && !isEmail(email) ? [{ field: "email", text: say("follow.email_wrong") }] : []),
    ...(phone && !PHONE.test(phone) ? [{ field: "phone", text: say("send.phone_wrong") }] : []),
  ];
}
