import { expect, test } from "vitest";
import { filesOf } from "./resident.ts";

test("the worker keeps what the page needs, also what it loads later, but not the map", () => {
  const part = (imports: string[], dynamicImports: string[] = [], css: string[] = []) => ({ imports, dynamicImports, css });
  const parts = new Map([
    ["page.js", part(["shared.js"], ["es.js", "pick_session-1.js"], ["page.css"])],
    ["shared.js", part([], [], ["shared.css"])],
    ["es.js", part(["shared.js"])],
    ["pick_session-1.js", part(["engine.js"])],
    ["engine.js", part([])],
    ["other.js", part([])],
  ]);
  expect(filesOf(parts, "page.js")).toEqual(["es.js", "page.css", "page.js", "shared.css", "shared.js"]);
});
