import { expect, test } from "vitest";
import { memoryShelf, withMemory } from "./shelf";

/** A device that has room for so many things. */
function device(room: number) {
  const things = new Map<string, unknown>();
  const shelf = memoryShelf(things);
  return {
    ...shelf,
    things,
    put: async (key: string, thing: unknown): Promise<void> => {
      if (things.size >= room && !things.has(key)) throw new DOMException("full", "QuotaExceededError");
      await shelf.put(key, thing);
    },
    keys: async (beginning: string) => [...things.keys()].filter((key) => key.startsWith(beginning)).sort(),
  };
}

test("what a full device does not keep stands in memory until there is room, each thing once", async () => {
  const full = device(1);
  const shelf = withMemory(full);
  await shelf.put("draft:1", { id: 1 });
  await shelf.put("draft:2", { id: 2 });
  await shelf.put("photo:1", { id: 9 });
  expect(await shelf.get("draft:2")).toEqual({ id: 2 });
  expect(await shelf.all("draft:")).toEqual([{ id: 1 }, { id: 2 }]);
  await shelf.remove("draft:1");
  expect(await shelf.get("draft:1")).toBeUndefined();
  await shelf.put("draft:2", { id: 22 });
  expect([...full.things.keys()]).toEqual(["draft:2"]);
  expect(await shelf.all("draft:")).toEqual([{ id: 22 }]);
});
