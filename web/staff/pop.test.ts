import { afterEach, expect, test, vi } from "vitest";
import { catchCall, takeCall, waitingCall } from "./pop.svelte";

afterEach(() => vi.unstubAllGlobals());

function at(hash: string): string[] {
  const replaced: string[] = [];
  const history = { state: null, replaceState: (_: unknown, __: string, address: string) => replaced.push(address) };
  vi.stubGlobal("window", { location: { hash }, history });
  catchCall();
  return replaced;
}

test("a number is taken out of the address, and what else it says stays", () => {
  expect(at("#/agent?tel=%2B1%20402-555-0142&lang=es")).toEqual(["#/agent?lang=es"]);
  expect(waitingCall()).toBe("+1 402-555-0142");
  expect(takeCall()).toBe("+1 402-555-0142");
  expect(waitingCall()).toBe("");
});

test("an address without a number stays as it is", () => expect(at("#/agent?lang=es")).toEqual([]));

test("what is no number does not become one", () => {
  at("#/agent?tel=<script>1</script>");
  expect(takeCall()).toBe("1");
});
