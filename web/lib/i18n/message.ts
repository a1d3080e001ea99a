/**
 * ICU messages as our catalogues use them: text, `{value}` and `{count, plural, =0 {none} one {# thing} other {# things}}`.
 * The whole library of the standard weighs more than a page of ours; a test compares what comes out with what it says.
 */
import { isRightToLeft, localeOf } from "./languages";

export type Values = Record<string, string | number>;

type Part = string | { value: string } | { count: string; options: Map<string, Part[]> } | { number: true };
export type Message = Part[];

/** A value of this sign marks where a sentence is to be parted; it is not isolated. */
export const CUT = "\u0000";

const ARGUMENT = /\{\s*(\w+)\s*(?:(\})|,\s*plural\s*,)/y;
const OPTION = /\s*(=\d+|\w+)\s*\{/y;
const END = /\s*\}/y;

/** Read a message; throws `SyntaxError` for what the catalogues do not use. */
export function readMessage(text: string): Message {
  let at = 0;
  const message = parts(false);
  if (at < text.length) throw new SyntaxError(`a brace too many: ${text}`);
  return message;

  function parts(counted: boolean): Part[] {
    const found: Part[] = [];
    let plain = "";
    const keep = (part: Part): void => {
      if (plain) found.push(plain);
      plain = "";
      found.push(part);
    };
    while (at < text.length && text[at] !== "}") {
      if (text[at] === "{") keep(argument());
      else if (counted && text[at] === "#") {
        keep({ number: true });
        at += 1;
      } else plain += text[at++];
    }
    if (plain) found.push(plain);
    return found;
  }

  function argument(): Part {
    const [, name = "", closed] = take(ARGUMENT);
    if (closed) return { value: name };
    const options = new Map<string, Part[]>();
    while (!peek(END)) {
      const [, form = ""] = take(OPTION);
      options.set(form, parts(true));
      take(END);
    }
    take(END);
    if (!options.has("other")) throw new SyntaxError(`a plural without other: ${text}`);
    return { count: name, options };
  }

  function peek(form: RegExp): boolean {
    form.lastIndex = at;
    return form.test(text);
  }

  function take(form: RegExp): RegExpExecArray {
    form.lastIndex = at;
    const match = form.exec(text);
    if (!match) throw new SyntaxError(`cannot be read from ${text.slice(at)}`);
    at = form.lastIndex;
    return match;
  }
}

/**
 * The sentence, with its values put in. Throws when one is missing: a sentence with a hole helps nobody. In a language
 * that runs from right to left values stand apart (U+2068, U+2069), so that a code or an address keeps its order.
 */
export function writeMessage(message: Message, language: string, values: Values = {}, count?: number): string {
  return message
    .map((part) => {
      if (typeof part === "string") return part;
      if ("number" in part) return new Intl.NumberFormat(localeOf(language)).format(count ?? 0);
      const name = "value" in part ? part.value : part.count;
      const value = values[name];
      if (value === undefined) throw new Error(`the sentence needs ${name}`);
      if ("value" in part) return isRightToLeft(language) && value !== CUT ? `\u2068${value}\u2069` : String(value);
      const form = new Intl.PluralRules(language).select(Number(value));
      const chosen = part.options.get(`=${value}`) ?? part.options.get(form) ?? part.options.get("other") ?? [];
      return writeMessage(chosen, language, values, Number(value));
    })
    .join("");
}
