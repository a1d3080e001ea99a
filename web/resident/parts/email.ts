/** E-mail addresses as far as a page can tell; as the API checks them (schemas/__init__.py). */
import { say } from "./words";

// one @, something like a host after it, plain characters
const EMAIL = /^[\x21-\x7e]+@[^@.]+(\.[^@.]+)+$/;

export const isEmail = (text: string): boolean =>
  EMAIL.test(text) && !/[<>,;"]/.test(text) && text.indexOf("@") === text.lastIndexOf("@");

export const notAnEmail = (): string => say("follow.email_wrong");
