/** Ending a work order: what is asked for, what is sent, and whether it was ours that ended it. */
import { describe, expect, test } from "vitest";
import { EMPTY, directOutcomes, finishOf, isOurs, meant, missing, outcomeOf, readAmount, reasonsFor, type FinishDraft, type WorkOrder } from "./finish";

const outcome = (code: string, status: string, more: object = {}): WorkOrder["outcomes"][number] => ({
  code,
  status,
  text: `${code}.`,
  photo: "optional",
  sentence: "optional",
  reasons: [],
  ...more,
});
const REASONS = [
  { code: "weather", name: "The weather", status: "could_not_be_done" },
  { code: "not_found", name: "Nothing there", status: "could_not_be_done" },
  { code: "not_ours", name: "Not the city's", status: "not_ours" },
];
const ORDER = {
  outcomes: [
    outcome("cleaned", "done", { photo: "required" }),
    outcome("painted", "done", { sentence: "required" }),
    outcome("no_permission", "could_not_be_done"),
    outcome("gone", "could_not_be_done", { reasons: ["not_found"], photo: "required" }),
    outcome("other", "could_not_be_done"),
  ],
  counts: {
    quantities: [{ code: "area", name: "Cleaned area", unit: "m2", required: true, most: 500 }],
    materials: [{ code: "paint", name: "Paint", unit: "l", required: false, most: null }],
  },
} as unknown as WorkOrder;
const draft = (parts: Partial<FinishDraft>): FinishDraft => ({ ...structuredClone(EMPTY), ...parts });
const PHOTO = { key: "p", name: "wall.jpg", state: "lost" as const };
const words = (parts: Partial<FinishDraft>): string[] => missing(ORDER, draft(parts), REASONS).map(({ field, words }) => `${field} ${words}`);

describe("outcomes", () => {
  test("a reason leads to those that name it, else to all of its status that name none", () => {
    expect(REASONS.map((reason) => meant(ORDER.outcomes, reason).map(({ code }) => code))).toEqual([["no_permission", "other"], ["gone"], []]);
  });
  test("reasons that lead nowhere are not offered, and what a reason leads to is not offered beside it", () => {
    expect(reasonsFor(ORDER, REASONS).map(({ code }) => code)).toEqual(["weather", "not_found"]);
    expect(directOutcomes(ORDER, REASONS).map(({ code }) => code)).toEqual(["cleaned", "painted"]);
  });
  test("one meant outcome needs no choice, of several one is chosen", () => {
    expect(outcomeOf(ORDER, draft({ way: "refused", reason: "not_found" }), REASONS)?.code).toBe("gone");
    expect(outcomeOf(ORDER, draft({ way: "refused", reason: "weather" }), REASONS)).toBeUndefined();
    expect(outcomeOf(ORDER, draft({ way: "refused", reason: "weather", outcome: "other" }), REASONS)?.code).toBe("other");
  });
});

describe("what is missing", () => {
  test("everything at once", () => {
    expect(words({})).toEqual(["outcome outcome"]);
    expect(words({ way: "done", outcome: "cleaned" })).toEqual(["photo_ids photo", "quantities.area amount"]);
    expect(words({ way: "done", outcome: "painted", amounts: { "quantities.area": "600", "materials.paint": "much" } })).toEqual([
      "sentence sentence",
      "quantities.area most",
      "materials.paint number",
    ]);
    expect(words({ way: "refused" })).toEqual(["reason reason"]);
    expect(words({ way: "refused", reason: "weather" })).toEqual(["which which"]);
    expect(words({ way: "refused", reason: "not_found" })).toEqual(["photo_ids photo"]);
  });
  test("a photo that the city refused shows nothing; one that waits on the device does", () => {
    const done = { way: "done", outcome: "cleaned", amounts: { "quantities.area": "3" } } as const;
    expect(words({ ...done, photos: [{ ...PHOTO, state: "refused" }] })).toEqual(["photo_ids photo"]);
    expect(words({ ...done, photos: [PHOTO] })).toEqual([]);
  });
  test("numbers are read as people write them", () => {
    expect(["2", " 2,5 ", "2.5", "-1", "1e3", "two", ""].map(readAmount)).toEqual([2, 2.5, 2.5, null, null, null, null]);
  });
});

describe("what is sent", () => {
  test("work that was done, with its amounts and without what was left empty", () => {
    const written = draft({ way: "done", outcome: "cleaned", sentence: " All gone. ", amounts: { "quantities.area": "2,5", "materials.paint": " " } });
    expect(finishOf(ORDER, { ...written, photos: [PHOTO, { ...PHOTO, state: "refused" }] }, REASONS)).toEqual({
      action: "complete",
      body: { outcome: "cleaned", sentence: "All gone.", quantities: { area: 2.5 } },
      photos: [PHOTO],
    });
  });
  test("work that cannot be done, with its reason and no amounts", () => {
    const written = draft({ way: "refused", reason: "not_found", note: "ask Bo", amounts: { "quantities.area": "3" } });
    expect(finishOf(ORDER, written, REASONS)).toEqual({
      action: "refuse",
      body: { reason: "not_found", outcome: "gone", note: "ask Bo" },
      photos: [],
    });
  });
});

test("what ended a work order was ours only when it carries what we sent", () => {
  const ended = { sentence: "All gone.", photo_ids: ["b", "a"], quantities: { area: 2 }, materials: {} } as unknown as WorkOrder;
  const body = { outcome: "cleaned", sentence: " All  gone. ", quantities: { area: 2 } };
  expect(isOurs(ended, { body }, ["a", "b"])).toBe(true);
  expect(isOurs(ended, { body }, ["a"])).toBe(false);
  expect(isOurs(ended, { body: { ...body, sentence: "Painted." } }, ["a", "b"])).toBe(false);
  expect(isOurs(ended, { body: { ...body, quantities: { area: 3 } } }, ["a", "b"])).toBe(false);
});
