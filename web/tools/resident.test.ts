import { expect, test } from "vitest";
import { addressOf, filesOf, residentNames, wordsOf, workerOf } from "./resident.ts";

test("every page has the address of its folder, and home that of the city", () => {
  expect(residentNames()).toContain("report");
  expect(residentNames()).not.toContain("parts");
  expect(["home", "report", "explore"].map(addressOf)).toEqual(["/", "/report/", "/explore/"]);
});

test("the worker keeps what the page needs, also what it loads later, but not the map", () => {
  const part = (imports: string[], dynamicImports: string[] = [], css: string[] = [], language = "") => ({ imports, dynamicImports, css, language });
  const parts = new Map([
    ["page.js", part(["shared.js"], ["es.js", "later.js", "pick_session-1.js"], ["page.css"])],
    ["shared.js", part([], [], ["shared.css"])],
    ["es.js", part([], [], [], "es")],
    ["later.js", part(["shared.js"])],
    ["pick_session-1.js", part(["engine.js"])],
    ["engine.js", part([])],
    ["other.js", part([])],
  ]);
  expect(filesOf(parts, "page.js")).toEqual(["later.js", "page.css", "page.js", "shared.css", "shared.js"]);
  expect(wordsOf(parts, "page.js")).toEqual({ es: ["/es.js"] });
});

test("a change of a page, or of its files, is another release", () => {
  const release = (pages: Record<string, string[]>, shells: string): string =>
    /RELEASE = "(\w+)"/.exec(workerOf(pages, {}, shells))?.[1] ?? "";
  const first = release({ "/": ["/a.js"] }, "<p>");
  expect(first).toMatch(/^\w{12}$/);
  expect(release({ "/": ["/a.js"] }, "<p>")).toBe(first);
  expect(release({ "/": ["/b.js"] }, "<p>")).not.toBe(first);
  expect(release({ "/": ["/a.js"] }, "<b>")).not.toBe(first);
});
