/**
 * Keys of the screens. Every key does what a button does as well. Single keys are only heard where nothing is typed,
 * and a person may switch them off (WCAG 2.1.4); those with Ctrl are always heard.
 */
import { untrack } from "svelte";
import type { Key } from "../words";

export interface Binding {
  /** As `KeyboardEvent.key` has it, `Ctrl+Enter` for one with Ctrl (or Command). */
  key: string;
  /** What it does, for the list of keys; a screen with sentences of its own says it itself. */
  words: Key | (() => string);
  run: () => void;
}

const KEPT = "hex311.staff.single_keys";
let groups = $state.raw<readonly Binding[][]>([]);
let single = $state(true);

export const singleKeys = (): boolean => single;

export function switchSingleKeys(on: boolean): void {
  single = on;
  localStorage.setItem(KEPT, on ? "on" : "off");
}

/** All that are heard now, what was bound last first; a key that was bound again does what it was bound to last. */
export function bindings(): Binding[] {
  const all = groups.toReversed().flat();
  return all.filter(({ key }, at) => all.findIndex((one) => one.key === key) === at);
}

/**
 * Hear these keys until what comes back is called. The same key of an earlier group rests meanwhile; `beneath` is for
 * what is heard on every screen, and rests wherever a screen has the same key.
 */
export function bind(group: Binding[], beneath = false): () => void {
  const others = untrack(() => groups); // whoever binds within an effect does not hang on what others bind
  groups = beneath ? [group, ...others] : [...others, group];
  return () => {
    groups = groups.filter((one) => one !== group);
  };
}

/** Begin to hear keys; what comes back stops it. */
export function hearKeys(): () => void {
  single = localStorage.getItem(KEPT) !== "off";
  const hear = (event: KeyboardEvent): void => {
    const found = bindingOf(event, bindings(), single);
    if (!found) return;
    event.preventDefault();
    found.run();
  };
  window.addEventListener("keydown", hear);
  return () => window.removeEventListener("keydown", hear);
}

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "defaultPrevented" | "isComposing" | "target">;

/** The binding that a press means. */
export function bindingOf(event: Pressed, all: readonly Binding[], singles: boolean): Binding | undefined {
  if (event.defaultPrevented || event.isComposing || event.altKey) return undefined;
  const held = event.ctrlKey || event.metaKey;
  if (!held && (!singles || isTyping(event.target) || isModal(event.target))) return undefined;
  const pressed = held ? `Ctrl+${event.key}` : event.key;
  return all.find((one) => one.key === pressed);
}

const TYPED = new Set(["INPUT", "TEXTAREA", "SELECT"]);
const NOT_TYPED = new Set(["button", "checkbox", "radio", "submit", "reset"]);

function isTyping(target: EventTarget | null): boolean {
  const element = target as { tagName?: string; type?: string; isContentEditable?: boolean } | null;
  if (!element?.tagName) return false;
  if (element.isContentEditable) return true;
  return TYPED.has(element.tagName) && !NOT_TYPED.has(element.type ?? "");
}

function isModal(target: EventTarget | null): boolean {
  return typeof Element !== "undefined" && target instanceof Element && target.closest("dialog[open]") !== null;
}
