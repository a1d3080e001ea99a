import { expect, test } from "vitest";
import type { Question, Service } from "../../lib/services/wire";
import { answeredBy, bodyOf, clockText, contactOf, fieldOf, newDraft, problemsOf, readDraft, writeDraft } from "./draft";

const choice = (code: string, type: Question["type"], more: Partial<Question> = {}): Question => ({
  code,
  label: `${code}?`,
  type,
  required: true,
  when: null,
  values: type.endsWith("valuelist") ? ["a", "b", "c"].map((key) => ({ key, name: key.toUpperCase() })) : [],
  ...more,
});
const service = (questions: Question[]): Service => ({ service_code: "pothole", questions, stoppers: [], redirect: null }) as unknown as Service;
const HERE = { lat: 41.3, long: -97.1 };

test("a digit answers, and takes back where several may be chosen", () => {
  const one = choice("size", "singlevaluelist");
  expect(answeredBy(2, one, "a")).toBe("b");
  expect(answeredBy(9, one, "a")).toBeUndefined();
  const several = choice("parts", "multivaluelist");
  expect(answeredBy(3, several, ["a"])).toEqual(["a", "c"]);
  expect(answeredBy(1, several, ["a", "c"])).toEqual(["c"]);
});

test("what is missing is told in the order of the page", () => {
  const draft = newDraft(0);
  expect(problemsOf(draft, null).map(({ field }) => field)).toEqual(["agent-search"]);
  const size = choice("size", "singlevaluelist");
  const asked = service([size, choice("count", "number"), choice("more", "text", { required: false })]);
  expect(problemsOf(draft, asked).map(({ field }) => field)).toEqual(["agent-address", fieldOf(size), "answer-count"]);
  const answered = { ...draft, point: HERE, answers: { size: "a", count: "many" } };
  expect(problemsOf(answered, asked)).toEqual([{ field: "answer-count", missing: "number", label: "count?" }]);
  expect(problemsOf({ ...answered, answers: { size: "a", count: 3 } }, asked)).toEqual([]);
});

test("only what was asked and said is sent", () => {
  const hidden = choice("hidden", "text", { when: { answer: "size", equals: "b" } });
  const draft = { ...newDraft(0, " 402 555 0142 "), service_code: "pothole", point: HERE, answers: { size: "a", hidden: "x", more: "" }, language: "es" };
  expect(bodyOf(draft, service([choice("size", "singlevaluelist"), hidden, choice("more", "text")]))).toEqual({
    service_code: "pothole",
    ...HERE,
    answers: { size: "a" },
    reporter: { phone: "402 555 0142", language: "es" },
  });
});

test("nothing of a caller who left nothing", () => expect(contactOf(newDraft(0))).toEqual({}));

test("a call is kept for whoever took it, and for nobody else", () => {
  const draft = { ...newDraft(5, "402"), words: "hole" };
  const kept = writeDraft(draft, "agent-1");
  expect(readDraft(kept, "agent-1")).toEqual(draft);
  expect(readDraft(kept, "agent-2")).toBeNull();
  expect(readDraft("{", "agent-1")).toBeNull();
  expect(readDraft(null, "agent-1")).toBeNull();
});

test("a clock", () => expect([0, 59_999, 125_000, -5].map(clockText)).toEqual(["0:00", "0:59", "2:05", "0:00"]));

test("the thing that is meant and photos go along; photos where the type takes them, and one must be there where it needs one", () => {
  const photo = { key: "k", name: "a.jpg", state: "ready" as const, photo_id: "f".repeat(32) };
  const draft = { ...newDraft(0), service_code: "pothole", point: HERE, asset_id: "street_light:P-1", photos: [photo] };
  const of = (takes: "none" | "optional" | "required"): Service => ({ ...service([]), photo: takes });
  expect(bodyOf(draft, of("optional"))).toMatchObject({ asset_id: "street_light:P-1", photo_ids: [photo.photo_id] });
  expect(bodyOf(draft, of("none"))).not.toHaveProperty("photo_ids");
  expect(problemsOf({ ...draft, photos: [{ ...photo, state: "refused" }] }, of("required")).map(({ field }) => field)).toEqual(["agent-photo"]);
  expect(problemsOf(draft, of("required"))).toEqual([]);
});
