import { beforeEach, expect, test, vi } from "vitest";
import { get } from "../../lib/api/ask";
import type { Point } from "../../lib/places/point";
import { nearest, type Near } from "../../lib/requests/near";
import { api } from "../api";
import { Call } from "./call.svelte";
import { newDraft, writeDraft } from "./draft";
import { Surroundings } from "./surroundings.svelte";

vi.mock(import("../../lib/api/ask"), async (original) => ({ ...(await original()), get: vi.fn() }));
vi.mock(import("../../lib/requests/near"), () => ({ nearest: vi.fn() }));
vi.mock("../api", () => ({ api: { POST: vi.fn() }, read: (ask: () => unknown) => ask() }));
vi.mock("../faults", () => ({ faultWords: () => "it failed" }));
vi.mock("../orders/end_order", () => ({ STAFF_UPLOADS: {} }));
vi.mock("../../lib/keep/visit", async (original) => ({ ...(await original<object>()), thisVisit: { read: () => kept, write: () => undefined, forget: () => undefined } }));
vi.mock("../../lib/frame/announce.svelte", () => ({ announce: () => undefined }));

/** What the tab has kept of an unfinished call. */
let kept: string | null = null;

const HOUSE = { lat: 41.3, long: -97.1 };
const LAMP = { lat: 41.3001, long: -97.1002, name: "Street light 7", asset_id: "street_light:7" };
const lampPoint = { lat: LAMP.lat, long: LAMP.long };

/** What the city was asked about which place, to be answered when the test wants. */
let asked: { path: string; query: Record<string, unknown>; answer: (found: unknown) => void }[];
/** What was sent, to be answered when the test wants. */
let sent: { path: string; body: unknown; answer: (found: unknown) => void; fail: (fault: unknown) => void }[];
beforeEach(() => {
  kept = null;
  sent = [];
  vi.mocked(api.POST).mockImplementation(((path: string, { body }: { body: unknown }) => new Promise((answer, fail) => sent.push({ path, body, answer, fail }))) as never);
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
  asked = [];
  vi.mocked(nearest).mockResolvedValue([]);
  vi.mocked(get).mockImplementation((path, query = {}) => new Promise((answer) => asked.push({ path, query, answer: answer as never })));
});

const settle = (): Promise<void> => new Promise((done) => setTimeout(done));
const overlayOf = (point: Point) => asked.findLast(({ path, query }) => path.endsWith("/overlay") && query.lat === point.lat);

async function answer(point: Point, layer: string): Promise<void> {
  overlayOf(point)?.answer({ overlay: [{ layer }] });
  await settle();
}

test("the place that was chosen last stands, in whatever order the answers come", async () => {
  const call = new Call("agent");
  call.begin();
  void call.place(HOUSE);
  void call.takeThing(LAMP as never);
  await answer(lampPoint, "of the lamp");
  await answer(HOUSE, "of the house");
  expect(call.draft).toMatchObject({ point: lampPoint, asset_id: LAMP.asset_id, overlay: [{ layer: "of the lamp" }] });

  void call.takeThing(LAMP as never); // not this one after all
  await answer(HOUSE, "of the house");
  expect(call.draft).toMatchObject({ point: HOUSE, asset_id: "", overlay: [{ layer: "of the house" }] });
});

test("an address that is typed anew, or another call, wants no answer about the place of before", async () => {
  const call = new Call("agent");
  call.begin();
  void call.place(HOUSE);
  call.typeAddress("12 Oak");
  await answer(HOUSE, "of the house");
  expect(call.draft).toMatchObject({ point: null, overlay: [] });

  void call.place(HOUSE);
  call.drop();
  call.begin();
  await answer(HOUSE, "of the house");
  expect(call.draft).toMatchObject({ point: null, overlay: [] });
});

test("around is what is around the place of the last question", async () => {
  const answers: ((found: Near[]) => void)[] = [];
  const around = new Surroundings(() => new Promise((found) => answers.push(found)));
  const near = (number: string, metres: number): Near => ({ number, metres, service_name: "", requested_at: "", status_text: "" });
  const [first, second] = [around.look(HOUSE), around.look(lampPoint)];
  answers[1]?.([near("b", 10), near("far", 801)]);
  answers[0]?.([near("a", 5)]);
  await Promise.all([first, second]);
  expect([around.middle, around.cases?.map(({ number }) => number)]).toEqual([lampPoint, ["b"]]);
  around.forget();
  expect(around.cases).toBeNull();
});

const caller = (first_name: string) => ({ cases: [], contact: { first_name, last_name: "Kim", email: `${first_name}@example.org`, language: "es" } });

test("the caller is whoever the last number belongs to, in whatever order the answers come", async () => {
  const call = new Call("agent");
  call.begin();
  call.write("phone", "555 0101");
  void call.look();
  call.write("phone", "555 0102");
  void call.look();
  expect(sent.map(({ body }) => body)).toEqual([{ phone: "555 0101" }, { phone: "555 0102" }]);
  sent[1]?.answer(caller("bea"));
  await settle();
  sent[0]?.answer(caller("abe"));
  await settle();
  expect([call.caller?.contact?.first_name, call.draft?.first_name, call.looking]).toEqual(["bea", "bea", false]);
});

test("a number that is set right takes the name of the caller before with it, and leaves what the agent wrote", async () => {
  const call = new Call("agent");
  call.begin();
  call.write("phone", "555 0101");
  void call.look();
  sent[0]?.answer(caller("abe"));
  await settle();
  expect(call.draft).toMatchObject({ first_name: "abe", last_name: "Kim", email: "abe@example.org", language: "es" });
  call.change({ last_name: "Kimball" });
  call.write("phone", "555 0102");
  expect(call.caller).toBeNull();
  expect(call.draft).toMatchObject({ first_name: "", last_name: "Kimball", email: "", language: "" });
  void call.look();
  sent[1]?.answer(caller("bea"));
  await settle();
  expect(call.draft).toMatchObject({ first_name: "bea", last_name: "Kimball", email: "bea@example.org" });
  call.write("email", "bea@work.example.org");
  expect(call.caller?.contact?.first_name).toBe("bea"); // found by the number
});

test("a call that comes in while the last caller is still looked up is looked up too", async () => {
  const call = new Call("agent");
  call.begin("555 0101");
  void call.look();
  call.drop();
  call.begin("555 0102");
  void call.look();
  sent[0]?.fail(new Error("slow"));
  await settle();
  expect([call.callerTrouble, call.looking]).toEqual(["", true]);
  sent[1]?.answer(caller("bea"));
  await settle();
  expect(call.caller?.contact?.first_name).toBe("bea");
});

test("what is being filed cannot be dropped, so its answer ends no other call", async () => {
  const call = new Call("agent");
  call.begin("555 0101");
  void call.join("26-00000001");
  call.drop();
  expect(call.draft?.phone).toBe("555 0101");
  sent[0]?.answer({ service_request_id: "26-00000001", joined: 1 });
  await settle();
  expect([call.draft, call.end?.kind]).toEqual([null, "joined"]);
});

test("the questions of a type are gone the moment another one is chosen", async () => {
  const call = new Call("agent");
  call.begin();
  void call.choose("pothole");
  asked.at(-1)?.answer({ service_code: "pothole" });
  await settle();
  expect(call.service?.service_code).toBe("pothole");
  void call.choose("graffiti");
  expect([call.draft?.service_code, call.service]).toEqual(["graffiti", null]);
});

test("whoever comes back to an unfinished call is told again what is known near its place", async () => {
  const draft = { ...newDraft(1), service_code: "pothole", point: HOUSE };
  kept = writeDraft(draft, "agent");
  const call = new Call("agent");
  asked.find(({ path }) => path.endsWith("/duplicates"))?.answer({ duplicates: [{ service_request_id: "26-00000001" }], closed_before: [] });
  await settle();
  expect(call.known).toHaveLength(1);
});
