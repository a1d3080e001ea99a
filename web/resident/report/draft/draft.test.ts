import { expect, test } from "vitest";
import { memoryShelf } from "../../../lib/keep/shelf";
import type { Keeper } from "../../../lib/keep/visit";
import type { Question } from "../wire";
import { Drafts, bodyOf, emptyDraft, isBegun, nextDraftHere } from "./draft";

const DAY_MS = 86_400_000;

/** A tab: what it keeps goes when it is closed. */
function tab(): Keeper {
  const kept = new Map<string, string>();
  return {
    read: (name) => kept.get(name) ?? null,
    write: (name, text) => void kept.set(name, text),
    forget: (name) => void kept.delete(name),
  };
}

test("a draft outlives a reload, and a closed tab, whose draft another tab is offered", async () => {
  const shelf = memoryShelf();
  const first = tab();
  const { draft } = await new Drafts(shelf, first).open();
  await new Drafts(shelf, first).keep({ ...draft, service_code: "pothole" });
  expect((await new Drafts(shelf, first).open()).draft).toMatchObject({ id: draft.id, service_code: "pothole" });

  const second = await new Drafts(shelf, tab()).open();
  expect(second.draft.id).not.toBe(draft.id);
  expect(second.draft.key).not.toBe(draft.key);
  expect(second.others.map(({ id }) => id)).toEqual([draft.id]);
});

test("a month later it is gone, with its photos; an empty one is offered to nobody", async () => {
  const shelf = memoryShelf();
  const drafts = new Drafts(shelf, tab());
  const { draft } = await drafts.open(0);
  await shelf.put("photo:p", "picture");
  await drafts.keep({ ...draft, photos: [{ key: "p", name: "p.jpg", state: "lost" }] }, 0);
  const empty = new Drafts(shelf, tab());
  await empty.keep((await empty.open(31 * DAY_MS)).draft, 31 * DAY_MS);
  const later = await new Drafts(shelf, tab()).open(31 * DAY_MS);
  expect(later.others).toEqual([]);
  expect(await shelf.get("photo:p")).toBeUndefined();
});

test("the next report here keeps the place and how to reach you, and has a key of its own", () => {
  const point = { lat: 41.3, long: -97.1 };
  const draft = { ...emptyDraft(), service_code: "pothole", point, address: "Main", email: "a@example.org" };
  const next = nextDraftHere(draft);
  expect(next).toMatchObject({ point, address: "Main", email: "a@example.org", service_code: "" });
  expect(next.key).not.toBe(draft.key);
  expect(isBegun(next)).toBe(true);
  expect(isBegun(emptyDraft())).toBe(false);
});

test("the body holds the answers to what was asked, the photos that are with the city, and nothing empty", () => {
  const draft = {
    ...emptyDraft(),
    service_code: "pothole",
    point: { lat: 41.3, long: -97.1 },
    answers: { size: "plate", gone: "x", many: [] },
    photos: [
      { key: "a", name: "a", state: "ready" as const, photo_id: "A" },
      { key: "b", name: "b", state: "refused" as const, photo_id: "B" },
      { key: "c", name: "c", state: "lost" as const },
    ],
    phone: "555-0100",
  };
  const asked = [{ code: "size" }, { code: "many" }, { code: "none" }] as Question[];
  expect(bodyOf(draft, asked, "es")).toEqual({
    service_code: "pothole",
    lat: 41.3,
    long: -97.1,
    answers: { size: "plate" },
    photo_ids: ["A"],
    reporter: { phone: "555-0100", language: "es" },
  });
});
