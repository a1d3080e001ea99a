import { beforeEach, expect, test, vi } from "vitest";
import { get } from "../../lib/api/ask";
import type { Point } from "../../lib/places/point";
import { nearest, type Near } from "../../lib/requests/near";
import { Call } from "./call.svelte";
import { Surroundings } from "./surroundings.svelte";

vi.mock(import("../../lib/api/ask"), async (original) => ({ ...(await original()), get: vi.fn() }));
vi.mock(import("../../lib/requests/near"), () => ({ nearest: vi.fn() }));
vi.mock("../../lib/keep/visit", async (original) => ({ ...(await original<object>()), thisVisit: { read: () => null, write: () => undefined, forget: () => undefined } }));
vi.mock("../../lib/frame/announce.svelte", () => ({ announce: () => undefined }));

const HOUSE = { lat: 41.3, long: -97.1 };
const LAMP = { lat: 41.3001, long: -97.1002, name: "Street light 7", asset_id: "street_light:7" };
const lampPoint = { lat: LAMP.lat, long: LAMP.long };

/** What the city was asked about which place, to be answered when the test wants. */
let asked: { path: string; query: Record<string, unknown>; answer: (found: unknown) => void }[];
beforeEach(() => {
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
