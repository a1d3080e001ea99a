import { expect, test, vi } from "vitest";
import { Listed, type Page } from "./listed.svelte";

const PAGES: Record<string, Page<number>> = {
  "": { items: [1, 2], next: "b" },
  b: { items: [], next: "c" },
  c: { items: [3], next: "d" },
  d: { items: [4], next: null },
};
const itself = (one: number): number => one;
const ask = (cursor: string | null): Promise<Page<number>> => Promise.resolve(PAGES[cursor ?? ""] ?? { items: [], next: null });

test("a list reads a page, and on when it is asked for, past pages without anything", async () => {
  const list = new Listed<number>(itself);
  await list.begin(ask);
  expect([list.items, list.stage]).toEqual([[1, 2], "partly"]);
  await list.more();
  expect([list.items, list.stage]).toEqual([[1, 2, 3], "partly"]);
  await list.more();
  expect([list.items, list.stage]).toEqual([[1, 2, 3, 4], "read"]);
});

test("one that wants more at once reads until it has them", async () => {
  const list = new Listed<number>(itself, 300);
  await list.begin(ask);
  expect([list.items, list.stage]).toEqual([[1, 2, 3, 4], "read"]);
});

test("what comes after another list was asked for is let go", async () => {
  const list = new Listed<number>(itself);
  let late: (page: Page<number>) => void = () => undefined;
  const first = list.begin(() => new Promise((resolve) => (late = resolve)));
  await list.begin(() => Promise.resolve({ items: [7], next: null }));
  late({ items: [1], next: null });
  await first;
  expect([list.items, list.stage]).toEqual([[7], "read"]);
});

test("what failed is asked for again from where it stood", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const list = new Listed<number>(itself);
  let works = true;
  await list.begin((cursor) => (works ? ask(cursor) : Promise.reject(new Error("gone"))));
  works = false;
  await list.more();
  expect([list.items, list.stage]).toEqual([[1, 2], "failed"]);
  works = true;
  await list.more();
  expect(list.items).toEqual([1, 2, 3]);
});

test("what moved on while the pages were read comes twice and stands once, as it was told last", async () => {
  const list = new Listed<{ id: number; is: string }>((one) => one.id, 9);
  await list.begin((cursor) =>
    Promise.resolve(cursor ? { items: [{ id: 1, is: "late" }, { id: 3, is: "open" }], next: null } : { items: [{ id: 1, is: "open" }, { id: 2, is: "open" }], next: "b" }),
  );
  expect(list.items).toEqual([{ id: 1, is: "late" }, { id: 2, is: "open" }, { id: 3, is: "open" }]);
});
