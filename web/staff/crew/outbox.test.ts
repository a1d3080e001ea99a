/** The crew's outbox against a city that keeps versions as ours does: lines that break, pages that end, people who are quicker. */
import { beforeEach, describe, expect, test } from "vitest";
import { Refused } from "../../lib/api/ask";
import { Unreached } from "../../lib/api/reach";
import { memoryShelf, type Shelf } from "../../lib/keep/shelf";
import type { WorkOrder } from "../orders/finish";
import { CrewOutbox, STEPS, type Send, type Step } from "./outbox";

const AFTER: Record<string, string> = { start: "started", pause: "paused", resume: "started", complete: "completed", refuse: "completed" };
const PICTURE = new Blob(["picture"], { type: "image/jpeg" });
const ANNA = "anna";
type Kept = { version: number; status: string };

let shelf: Shelf;
let city: Map<string, Kept>;
let log: string[];
let trouble: (step: Step) => void;
let uploads: number;
let signedIn: string;

/** As usecases/change_work_order.py: what is done already is answered, an old version is refused. */
const send: Send = async (step) => {
  trouble(step);
  const order = city.get(step.work_order_id) ?? { version: 1, status: "assigned" };
  if (step.name !== "location" && order.status !== AFTER[step.name]) {
    if (order.version !== step.version) throw new Refused(409, "changed_meanwhile", "Bo Lind changed this 20 s ago.", []);
    city.set(step.work_order_id, { version: order.version + 1, status: AFTER[step.name] ?? "" });
    log.push(`${step.work_order_id} ${step.name}`);
  }
  const now = city.get(step.work_order_id) ?? order;
  return { service_request_id: step.service_request_id, work_order_id: step.work_order_id, ...now } as WorkOrder;
};
const ticket = async () => ({ photo_id: "f".repeat(32), secret: "s", upload: { url: "", fields: {} }, most_bytes: 1e7, until: Date.now() + 60_000 });
const UPLOADS = { askTicket: ticket, put: async () => ((uploads += 1), "stored" as const) };

const outbox = (by = ANNA, with_: Send = send): CrewOutbox => new CrewOutbox(shelf, by, () => signedIn, with_, async () => undefined, UPLOADS);
const order = (id: string) => ({ service_request_id: `case-${id}`, work_order_id: id });
const take = (box: CrewOutbox, id: string, name: Step["name"], more: object = {}): Promise<Step> =>
  box.add({ order: order(id), version: () => city.get(id)?.version ?? 1, name, body: {}, title: id, ...more });
const states = async (by = ANNA): Promise<string[]> => (await outbox(by).all()).map(({ work_order_id, name, state }) => `${work_order_id} ${name} ${state}`);

beforeEach(() => {
  shelf = memoryShelf();
  city = new Map();
  log = [];
  uploads = 0;
  signedIn = ANNA;
  trouble = () => undefined;
});

test("what waits goes in its order, each upon the version that the one before it makes", async () => {
  const box = outbox();
  trouble = () => {
    throw new Unreached("no line", 0);
  };
  for (const name of ["start", "pause", "resume", "complete"] as const) await take(box, "a", name);
  await take(box, "b", "start");
  await box.sendAll();
  expect(await states()).toHaveLength(5);
  expect((await box.all()).map(({ version }) => version)).toEqual([1, 2, 3, 4, 1]);
  trouble = () => undefined;
  await box.sendAll();
  expect(log).toEqual(["a start", "a pause", "a resume", "a complete", "b start"]);
  expect(await states()).toEqual([]);
});

test("a clock that goes backwards does not turn steps around", async () => {
  const box = outbox();
  await box.add({ order: order("a"), version: () => 1, name: "start", body: {}, title: "a" }, 2_000);
  await box.add({ order: order("a"), version: () => 1, name: "complete", body: {}, title: "a" }, 1_000);
  expect((await box.all()).map(({ name, version }) => `${name} ${version}`)).toEqual(["start 1", "complete 2"]);
});

test("an answer is lost: the same is sent again, and happens once", async () => {
  const box = outbox();
  await take(box, "a", "start");
  await take(box, "a", "complete");
  let lost = 0;
  const loses: Send = async (step) => {
    const answer = await send(step);
    if (lost++ === 0) throw new Unreached("the answer", 0);
    return answer;
  };
  const losing = outbox(ANNA, loses);
  await losing.sendAll();
  expect(await states()).toHaveLength(2);
  await losing.sendAll();
  expect(log).toEqual(["a start", "a complete"]);
  expect(await states()).toEqual([]);
});

test("the page ends between the answer and its being noted, or between two steps: nothing twice, nothing lost", async () => {
  await take(outbox(), "a", "start");
  await take(outbox(), "a", "complete");
  const dies = new CrewOutbox(shelf, ANNA, () => signedIn, send, () => Promise.reject(new Error("the page ends")), UPLOADS);
  await expect(dies.sendAll()).rejects.toThrow("the page ends");
  expect(await states()).toHaveLength(2);
  await outbox().sendAll();
  expect(log).toEqual(["a start", "a complete"]);
  expect(await states()).toEqual([]);
});

describe("somebody changed the work order meanwhile", () => {
  beforeEach(async () => {
    await take(outbox(), "a", "start");
    await take(outbox(), "a", "complete", { body: { sentence: "All gone." } });
    await take(outbox(), "b", "start");
    city.set("a", { version: 2, status: "assigned" });
    await outbox().sendAll();
  });

  test("the step says so and holds what comes after it, not the other stops; all that was written stays", async () => {
    expect(await states()).toEqual(["a start refused", "a complete waiting"]);
    const [first, second] = await outbox().all();
    expect(first?.refusal).toMatchObject({ status: 409, code: "changed_meanwhile", message: "Bo Lind changed this 20 s ago." });
    expect(second?.body).toEqual({ sentence: "All gone." });
    await outbox().sendAll();
    expect(log).toEqual(["b start"]);
  });

  test("it is taken all the same upon what stands now, and what follows goes after it", async () => {
    const [first] = await outbox().all();
    if (first) await outbox().again(first, { version: 2 });
    await outbox().sendAll();
    expect(log).toEqual(["b start", "a start", "a complete"]);
  });

  test("it is left: what follows is told of the change in its turn", async () => {
    const [first] = await outbox().all();
    if (first) await outbox().drop(first);
    await outbox().sendAll();
    expect(await states()).toEqual(["a complete refused"]);
  });
});

test("signed out while steps wait: kept, for this person only", async () => {
  await take(outbox(), "a", "start");
  await take(outbox("bo"), "b", "start");
  trouble = () => {
    throw new Refused(401, "unauthorized", "Please sign in.", []);
  };
  await outbox().sendAll();
  expect(await states()).toEqual(["a start waiting"]);
  expect(await outbox().ofOthers()).toBe(1);
  trouble = () => undefined;
  signedIn = "bo";
  await outbox().sendAll(); // a screen of hers that still stands
  expect(log).toEqual([]);
  await outbox("bo").sendAll();
  expect(log).toEqual(["b start"]);
  signedIn = ANNA;
  await outbox().sendAll();
  expect(log).toEqual(["b start", "a start"]);
});

test("photos go first and leave the device with their step; a photo that is being looked at holds its own stop alone", async () => {
  const box = outbox();
  await shelf.put("photo:p", PICTURE);
  await take(box, "a", "complete", { photos: [{ key: "p", name: "wall.jpg", state: "lost" }] });
  await take(box, "b", "start");
  trouble = ({ name }) => {
    if (name === "complete") throw new Refused(409, "photo_on_its_way", "Please wait.", []);
  };
  await box.sendAll();
  expect(log).toEqual(["b start"]);
  expect((await box.all())[0]).toMatchObject({ state: "waiting", left: true, body: { photo_ids: ["f".repeat(32)] } });
  trouble = () => undefined;
  await box.sendAll();
  expect([log.at(-1), uploads]).toEqual(["a complete", 1]);
  expect(await shelf.all("photo:")).toEqual([]);
  expect(await shelf.all(STEPS)).toEqual([]);
});

test("a city that fails on one stop is asked about the others; what the city refuses is said", async () => {
  const box = outbox();
  for (const id of ["a", "b", "c"]) await take(box, id, "start");
  trouble = ({ work_order_id: id }) => {
    if (id === "a") throw new Unreached("a gateway", 502);
    if (id === "b") throw new Refused(400, "bad_input", "Please check.", [{ field: "reason", problem: "No.", how_to_mend: "Yes." }]);
  };
  await box.sendAll();
  expect(await states()).toEqual(["a start waiting", "b start refused"]);
  expect(log).toEqual(["c start"]);
});

test("a new place may move the work order on by one version; what waits behind it follows", async () => {
  const box = outbox(ANNA, async (step) => {
    if (step.name === "location") city.set("a", { version: 2, status: "assigned" });
    return send(step);
  });
  await take(box, "a", "location");
  await take(box, "a", "start");
  await box.sendAll();
  expect(log).toEqual(["a start"]);
  expect(await states()).toEqual([]);
});
