import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hasPages, language, pagesLanguage, speak } from "../lib/i18n/words.svelte";
import { say } from "./words";

const root = { lang: "", dir: "" };
beforeEach(() => vi.stubGlobal("document", { documentElement: root }));
afterEach(() => vi.unstubAllGlobals());

test("a language that only the residents' app has is no language of this one", async () => {
  expect(["en", "es", "ar", "en-x-easy"].filter(hasPages)).toEqual(["en", "es"]);
  await speak("ar"); // as a city does whose first language is none of these
  expect([language(), pagesLanguage(), root.lang, root.dir, say("close")]).toEqual(["ar", "en", "en", "ltr", "Close"]);
  await speak("es");
  expect([root.lang, say("close")]).toEqual(["es", "Cerrar"]);
});
