/** Languages without a catalogue, languages that run the other way, and a language nobody speaks. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { catalogues, components } from "../../tools/catalogues";
import { ownName, known } from "./languages";
import { readMessage, writeMessage, type Message } from "./message";
import { say as sayOfReport } from "../../resident/report/words";
import { around, language, pagesLanguage, say, sentences, speak } from "./words.svelte";

const root = { lang: "", dir: "" };
beforeEach(() => vi.stubGlobal("document", { documentElement: root }));
afterEach(() => vi.unstubAllGlobals());

test("the pages speak what they have a catalogue for, and ask the city in what was wanted", async () => {
  await speak("es");
  expect([root.lang, root.dir, say("next")]).toEqual(["es", "ltr", "Continuar"]);
  await speak("vi");
  expect([root.lang, language(), pagesLanguage(), say("next")]).toEqual(["en", "vi", "en", "Continue"]);
});

test("easy English is English to browsers, and is asked for before English is", async () => {
  expect(["en-x-easy", "ar-EG", "es-MX", "EN-X-EASY"].map(known)).toEqual([["en-x-easy", "en"], ["ar"], ["es"], ["en-x-easy", "en"]]);
  expect(["en", "en-x-easy", "es", "ar"].map(ownName)).toEqual(["English", "Easy English", "Español", "العربية"]);
  await speak("en-x-easy");
  expect([root.lang, root.dir, language()]).toEqual(["en", "ltr", "en-x-easy"]);
});

test("an app says its own sentences and the shared ones in the language that is spoken", async () => {
  await speak("es");
  expect([sayOfReport("what.title"), sayOfReport("next")]).toEqual(["¿Qué quiere reportar?", "Continuar"]);
  await speak("en");
  expect([sayOfReport("what.title"), sayOfReport("next")]).toEqual(["What do you want to report?", "Continue"]);
});

test("a part that comes later speaks the language too; what it cannot say yet it says in English", async () => {
  await speak("es");
  const late = sentences({ "a.b": "One", "a.c": "Two" }, { "./text/es.json": async () => ({ default: { "a.b": "Uno" } }) });
  await vi.waitFor(() => expect(late.say("a.b")).toBe("Uno"));
  expect([late.say("a.c"), late.say("next")]).toEqual(["Two", "Continuar"]);
});

test("a sentence is taken apart around one of its values", async () => {
  await speak("en");
  expect(around("emergency.call", "number")).toEqual(["Call ", ""]);
});

/** ÅÇÇÉÑŤĚĎ and a third longer: what stays plain was never said from a catalogue. */
const pseudo = (message: Message): Message =>
  message.map((part) => {
    if (typeof part === "string") return `⟦${part.normalize("NFD").replace(/[a-z]/gi, (letter) => `${letter}\u0301`)}${"·".repeat(Math.ceil(part.length / 3))}⟧`;
    if (!("options" in part)) return part;
    return { ...part, options: new Map([...part.options].map(([form, inner]) => [form, pseudo(inner)])) };
  });

/** The values that a message asks for; whether each is a number. */
function valuesOf(message: Message): [name: string, isNumber: boolean][] {
  return message.flatMap((part): [string, boolean][] => {
    if (typeof part === "string" || "number" in part) return [];
    if ("value" in part) return [[part.value, false]];
    return [...[...part.options.values()].flatMap(valuesOf), [part.count, true]];
  });
}

test("every sentence survives being another language: no value is lost, none is part of a word", () => {
  for (const [folder, language, english] of catalogues()) {
    if (language !== "en") continue;
    for (const [key, text] of Object.entries(english)) {
      const asked = valuesOf(readMessage(text));
      const values = Object.fromEntries(asked.map(([name, isNumber]) => [name, isNumber ? 2 : `<${name}>`]));
      const said = writeMessage(pseudo(readMessage(text)), "en", values);
      const own = said.replace(/<\w+>|2/g, "");
      expect(own, `${folder} ${key}`).not.toMatch(/[a-z](?!\u0301)/i);
      for (const [name, isNumber] of asked) if (!isNumber) expect(said, key).toContain(`<${name}>`);
    }
  }
});

test("the apps hold no sentence of their own: all text between tags comes from a catalogue", () => {
  for (const [name, source] of components()) {
    const markup = source
      .replace(/<(script|style)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, "")
      .replace(/=>/g, "")
      .replace(/\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, "");
    const texts = [...markup.matchAll(/>([^<>]*)</g)].map(([, text]) => text?.replace(/&\w+;/g, "").trim() ?? "");
    expect(texts.filter((text) => /\p{L}{2,}/u.test(text)), name).toEqual([]);
  }
});
