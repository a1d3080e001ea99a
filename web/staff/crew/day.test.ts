/** A crew's day on its device: what waits stands already, what was done today stays, and all of it is forgotten in time. */
import { expect, test } from "vitest";
import { memoryShelf } from "../../lib/keep/shelf";
import type { Me } from "../rights";
import { DAYS, DRAFTS, dayOf, forgetKept, forgetOthers, keepPerson, keptPerson } from "../session/kept";
import { dayFrom, shown, stepsOf, wayTo, withOrder, type KeptDay, type Stop } from "./day";
import { STEPS, type Step } from "./outbox";

const stop = (id: string, status: string): Stop =>
  ({ work_order: { service_request_id: `case-${id}`, work_order_id: id, version: 3, status }, lat: 41, long: -97, address: id }) as unknown as Stop;
const step = (id: string, name: Step["name"], body: object = {}, state = "waiting"): Step =>
  ({ service_request_id: `case-${id}`, work_order_id: id, name, body, state }) as Step;
const QUESTION = { department: "parks", crew: "trees", date: "2026-11-22" };
const day = (stops: Stop[]): KeptDay => ({ ...QUESTION, key: "k", read_at: 1, left_out: 0, stops });
const answer = (stops: Stop[]) => ({ stops, left_out: 2 }) as unknown as Parameters<typeof dayFrom>[0];
const ids = ({ stops }: KeptDay): string[] => stops.map(({ work_order }) => `${work_order.work_order_id} ${work_order.status}`);

test("what was ended today stays at the end of the list, what another crew got goes", () => {
  const before = day([stop("a", "completed"), stop("b", "assigned"), stop("c", "assigned")]);
  expect(ids(dayFrom(answer([stop("c", "started"), stop("d", "assigned")]), QUESTION, "k", before, 9))).toEqual(["c started", "d assigned", "a completed"]);
  expect(ids(withOrder(before, { ...stop("b", "paused").work_order }))).toEqual(["a completed", "b paused", "c assigned"]);
});

test("a step that arrived while the route was being read stays done", () => {
  const told = { ...stop("a", "started"), work_order: { ...stop("a", "started").work_order, version: 4 } } as Stop;
  const read = dayFrom(answer([stop("a", "assigned"), stop("b", "assigned")]), QUESTION, "k", day([told, stop("b", "paused")]), 9);
  expect(ids(read)).toEqual(["a started", "b assigned"]);
});

test("what waits stands at its stop already", () => {
  const steps = [step("a", "start"), step("a", "location", { lat: 42, long: -98, reason: "here" }), step("a", "complete"), step("b", "start", {}, "refused")];
  expect(shown(stop("a", "assigned"), steps)).toMatchObject({ status: "completed", lat: 42, long: -98, waiting: 3, isRefused: false });
  expect(shown(stop("b", "assigned"), steps)).toMatchObject({ waiting: 1, isRefused: true });
  expect(shown(stop("c", "paused"), steps)).toMatchObject({ status: "paused", waiting: 0 });
});

test("the steps of each state, and the way there in the phone's own maps", () => {
  expect(["assigned", "started", "paused", "completed"].map((status) => stepsOf(status)[0])).toEqual(["start", "end", "resume", undefined]);
  expect(wayTo({ lat: 41.5, long: -97.25 }, "Android")).toBe("geo:41.5,-97.25?q=41.5,-97.25");
  expect(wayTo({ lat: 41.5, long: -97.25 }, "iPhone")).toBe("maps://?daddr=41.5,-97.25");
});

const NOON = new Date("2026-11-22T18:00:00Z");
const TOMORROW = new Date("2026-11-23T18:00:00Z");
const ANNA = { subject: "anna" } as Me;

async function full() {
  const shelf = memoryShelf();
  await keepPerson(shelf, ANNA, NOON);
  await shelf.put(`${DAYS}anna/x`, { key: `${DAYS}anna/x` });
  await shelf.put(`${DRAFTS}case/a`, { key: `${DRAFTS}case/a`, photos: [{ key: "p" }] });
  await shelf.put("photo:p", "picture");
  await shelf.put("photo:of-a-step", "picture");
  await shelf.put(`${STEPS}1`, { by: "anna" });
  return { shelf, keys: async () => Promise.all(["crew:", DRAFTS, "photo:"].map(async (key) => (await shelf.all(key)).length)) };
}

test("the person is kept for the day alone", async () => {
  const { shelf } = await full();
  expect((await keptPerson(shelf, NOON))?.subject).toBe("anna");
  expect(await keptPerson(shelf, TOMORROW)).toBeNull();
  expect(dayOf(new Date("2026-11-22T03:00:00Z"), "America/Chicago")).toBe("2026-11-21");
});

test("signing out, somebody else, or another day: all is forgotten but the steps that wait, with their photos", async () => {
  for (const forget of [forgetKept, (shelf: never) => forgetOthers(shelf, "bo", NOON), (shelf: never) => forgetOthers(shelf, "anna", TOMORROW)]) {
    const { shelf, keys } = await full();
    await forget(shelf as never);
    expect(await keys()).toEqual([1, 0, 1]);
  }
  const { shelf, keys } = await full();
  await forgetOthers(shelf, "anna", NOON);
  expect(await keys()).toEqual([3, 1, 2]);
});
