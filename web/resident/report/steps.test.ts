import { expect, test } from "vitest";
import { placesOfRefusal } from "./refusal";
import { placeOf, stepOf } from "./steps";
import type { Service } from "./wire";

const NOTHING = { hasType: false, hasPoint: false, hasReceipt: false, hasWaiting: false };

test.each([
  ["", NOTHING, "what"],
  ["#send", NOTHING, "what"],
  ["#send", { ...NOTHING, hasType: true }, "where"],
  ["#send", { ...NOTHING, hasType: true, hasPoint: true }, "send"],
  ["#what", { ...NOTHING, hasType: true, hasPoint: true }, "what"],
  ["#done", NOTHING, "what"],
  ["#done", { ...NOTHING, hasReceipt: true }, "done"],
  ["#waiting", { ...NOTHING, hasWaiting: true }, "waiting"],
  ["#waiting", { ...NOTHING, hasType: true }, "what"],
  ["#nonsense", { ...NOTHING, hasType: true, hasPoint: true }, "what"],
] as const)("%s with %o is the step %s", (hash, known, step) => expect(stepOf(hash, known)).toBe(step));

test("what is known already counts as a part of where", () => {
  const steps = ["what", "where", "known", "details", "send", "done"] as const;
  expect(steps.map((step) => placeOf(step, false))).toEqual([1, 2, 2, 3, 4, 0]);
  expect(steps.map((step) => placeOf(step, true))).toEqual([1, 2, 2, 0, 3, 0]);
});

test("a refusal is brought to where it can be mended; one of the whole report is not", () => {
  const questions = ["lane", "size", "depth", "cause"].map((code) => ({ code, type: "string", values: [] }));
  const service = { questions } as unknown as Service;
  const problem = (field: string) => ({ field, problem: "No.", how_to_mend: "Do." });
  const found = placesOfRefusal(service, { code: "bad_input", message: "", problems: [problem("reporter.email"), problem("answers.lane")] });
  expect(found).toMatchObject({ step: "details", insisted: ["lane"], key: null });
  expect(found.problems.map(({ field }) => field)).toEqual(["email", "answer-lane"]);
  const short = { questions: questions.slice(0, 1) } as unknown as Service;
  expect(placesOfRefusal(short, { code: "bad_input", message: "", problems: [problem("answers.lane")] }).step).toBe("send");
  expect(placesOfRefusal(service, { code: "outside_city", message: "", problems: [problem("lat")] }).step).toBeNull();
  expect(placesOfRefusal(null, { code: "idempotency_key_reused", message: "", problems: [] }).key).toMatch(/^[0-9a-f]{32}$/);
});
