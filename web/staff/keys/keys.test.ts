import { expect, test } from "vitest";
import { bind, bindingOf, bindings, type Binding } from "./keys.svelte";

const binding = (key: string): Binding => ({ key, words: "keys.help", run: () => undefined });
const all = [binding("n"), binding("?"), binding("Ctrl+Enter")];
const pressed = (key: string, more: object = {}) => ({
  key, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, isComposing: false, target: null, ...more,
});
const field = (tagName: string, type = "") => ({ tagName, type }) as unknown as EventTarget;

test("a single key is heard outside of fields", () => {
  expect(bindingOf(pressed("n"), all, true)?.key).toBe("n");
  expect(bindingOf(pressed("n", { target: field("INPUT", "text") }), all, true)).toBeUndefined();
  expect(bindingOf(pressed("n", { target: field("TEXTAREA", "textarea") }), all, true)).toBeUndefined();
  expect(bindingOf(pressed("n", { target: field("SELECT", "select-one") }), all, true)).toBeUndefined();
  expect(bindingOf(pressed("n", { target: field("INPUT", "checkbox") }), all, true)?.key).toBe("n");
});

test("single keys can be switched off, those with Ctrl are heard everywhere", () => {
  expect(bindingOf(pressed("n"), all, false)).toBeUndefined();
  const saving = pressed("Enter", { ctrlKey: true, target: field("TEXTAREA", "textarea") });
  expect(bindingOf(saving, all, false)?.key).toBe("Ctrl+Enter");
  expect(bindingOf(pressed("Enter", { metaKey: true }), all, false)?.key).toBe("Ctrl+Enter");
});

test("keys of the browser and of other alphabets' input are left alone", () => {
  expect(bindingOf(pressed("n", { ctrlKey: true }), all, true)).toBeUndefined();
  expect(bindingOf(pressed("n", { altKey: true }), all, true)).toBeUndefined();
  expect(bindingOf(pressed("n", { isComposing: true }), all, true)).toBeUndefined();
  expect(bindingOf(pressed("n", { defaultPrevented: true }), all, true)).toBeUndefined();
});

test("a key that is bound twice is told once: as the screen means it, whoever came first", () => {
  const [ofScreen, everywhere] = [binding("n"), binding("n")];
  const stop = [bind([ofScreen, binding("j")]), bind([everywhere, binding("g")], true)];
  expect(bindings().map(({ key }) => key)).toEqual(["n", "j", "g"]);
  expect(bindings()[0]).toBe(ofScreen);
  stop[0]?.();
  expect(bindings()[0]).toBe(everywhere);
  stop[1]?.();
  expect(bindings()).toEqual([]);
});
