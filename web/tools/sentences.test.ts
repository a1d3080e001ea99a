import { expect, test } from "vitest";
import { languageOf, withoutKeys } from "./sentences.ts";

test("the catalogues of other languages are known by where they lie", () => {
  const files = ["/x/web/lib/i18n/es.json", "/x/web/resident/report/text/en-x-easy.json", "/x/web/map/text/ar.json"];
  expect(files.map(languageOf)).toEqual(["es", "en-x-easy", "ar"]);
  expect(["/x/web/map/text/en.json", "/x/web/map/view.ts", "/x/web/tsconfig.json", null].map(languageOf)).toEqual(["", "", "", ""]);
});

test("sentences travel in the order of the English ones, with gaps where there is none", () => {
  expect(withoutKeys({ a: "A", b: "B", c: "C" }, { c: "Ç", a: "Ä" })).toEqual(["Ä", null, "Ç"]);
});
