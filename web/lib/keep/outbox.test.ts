import { describe, expect, test, vi } from "vitest";
import { Refused } from "../api/ask";
import { Unreached } from "../api/reach";
import { photoKey } from "../photos/photos";
import type { Ticket } from "../photos/upload";
import { Outbox, type Errand, type Order } from "./outbox";
import { memoryShelf } from "./shelf";

const BODY = { service_code: "pothole", lat: 41.3, long: -97.1 };
const REPORT: Order = { kind: "report", path: "/api/v1/requests", body: BODY, about: null };
const RECEIPT = { service_request_id: "7QX-4CM-2WF" };
const lost = (): never => {
  throw new Unreached("POST", 0);
};

/** A city that files one report for one key, however often it arrives. */
function city() {
  const filed = new Map<string, string>();
  const asked: string[] = [];
  return {
    filed,
    asked,
    take(_path: string, body: object, key: string): object {
      asked.push(JSON.stringify(body));
      const before = filed.get(key);
      if (before && before !== JSON.stringify(body)) throw new Refused(409, "idempotency_key_reused", "other words", []);
      filed.set(key, JSON.stringify(body));
      return { ...RECEIPT, service_request_id: `number of ${key}` };
    },
  };
}

describe("a report on its way", () => {
  test("waits without a connection, and is filed once when it is back", async () => {
    const { take, filed } = city();
    const send = vi.fn().mockImplementationOnce(lost).mockImplementation(take);
    const outbox = new Outbox(memoryShelf(), send);
    const { id, key } = await outbox.add(REPORT);
    expect((await outbox.sendOne(id))?.state).toBe("waiting");
    await outbox.sendAll();
    await outbox.sendAll();
    expect([...filed.keys()]).toEqual([key]);
    expect(send).toHaveBeenCalledTimes(2);
    expect((await outbox.all())[0]).toMatchObject({ state: "sent", answer: { service_request_id: `number of ${key}` } });
  });

  test("whose answer was lost is sent the same again, and is one report", async () => {
    const { take, filed, asked } = city();
    const answerLost = (path: string, body: object, key: string): never => (take(path, body, key), lost());
    const outbox = new Outbox(memoryShelf(), vi.fn().mockImplementationOnce(answerLost).mockImplementation(take));
    const { id } = await outbox.add(REPORT);
    expect(await outbox.sendOne(id)).toMatchObject({ state: "waiting", left: true });
    expect((await outbox.sendOne(id))?.state).toBe("sent");
    expect(filed.size).toBe(1);
    expect(new Set(asked).size).toBe(1);
  });

  test("takes its photos along, each once, also when the connection breaks between them", async () => {
    const shelf = memoryShelf();
    const photos = ["one", "two"].map((key) => ({ key, name: `${key}.jpg`, state: "lost" as const }));
    for (const photo of photos) await shelf.put(photoKey(photo), new Blob([photo.key]));
    let tickets = 0;
    const askTicket = vi.fn(async () => ({ photo_id: `photo ${++tickets}`, secret: "s", until: Date.now() + 240_000 }) as Ticket);
    const put = vi.fn().mockResolvedValueOnce("stored").mockImplementationOnce(lost).mockResolvedValueOnce("stored");
    const send = vi.fn(async () => RECEIPT);
    const outbox = new Outbox(shelf, send, { askTicket, put });
    const { id } = await outbox.add({ ...REPORT, photos });
    expect(await outbox.sendOne(id)).toMatchObject({ state: "waiting", left: false });
    expect(send).not.toHaveBeenCalled();
    expect((await outbox.sendOne(id))?.state).toBe("sent");
    expect(put.mock.calls.map(([, { photo_id }]) => photo_id)).toEqual(["photo 1", "photo 2", "photo 2"]);
    expect(send).toHaveBeenCalledWith(REPORT.path, { ...BODY, photo_ids: ["photo 1", "photo 2"] }, expect.any(String), {});
  });

  test("learns how its photos got on until it has left, and not after", async () => {
    const outbox = new Outbox(memoryShelf(), vi.fn().mockImplementationOnce(lost).mockResolvedValue(RECEIPT));
    const photos = [{ key: "one", name: "one.jpg", state: "lost" as const }];
    const { id } = await outbox.add({ ...REPORT, photos });
    await outbox.photosAre(id, [{ ...photos[0]!, state: "waiting", photo_id: "P" }]);
    expect(await outbox.sendOne(id)).toMatchObject({ left: true, body: { photo_ids: ["P"] } });
    await outbox.photosAre(id, []);
    expect(await outbox.sendOne(id)).toMatchObject({ state: "sent", body: { photo_ids: ["P"] } });
  });

  test("that the city fails on does not hold up the others; without a connection nothing else is tried", async () => {
    const failing = vi.fn((path: string): object => {
      if (path === "/bad") throw new Refused(500, "error", "Ours.", []);
      return {};
    });
    const outbox = new Outbox(memoryShelf(), async (path) => failing(path));
    await outbox.add({ ...REPORT, path: "/bad" }, 1);
    await outbox.add(REPORT, 2);
    await outbox.sendAll();
    expect((await outbox.all()).map(({ state }) => state)).toEqual(["waiting", "sent"]);
    const unreached = vi.fn().mockImplementation(lost);
    const cut = new Outbox(memoryShelf(), unreached);
    await cut.add(REPORT, 1);
    await cut.add(REPORT, 2);
    await cut.sendAll();
    expect(unreached).toHaveBeenCalledTimes(1);
  });

  test("that the city refuses is kept with the reason, and not sent again", async () => {
    const problems = [{ field: "lat", problem: "Outside.", how_to_mend: "Call the county." }];
    const send = vi.fn(async () => {
      throw new Refused(400, "outside_city", "Outside the city.", problems);
    });
    const outbox = new Outbox(memoryShelf(), send);
    await outbox.add(REPORT);
    await outbox.sendAll();
    await outbox.sendAll();
    expect(send).toHaveBeenCalledTimes(1);
    expect((await outbox.all())[0]).toMatchObject({ state: "refused", refusal: { code: "outside_city", problems } });
  });

  test.each([429, 500, 503])("is not given up for a %s", async (status) => {
    const send = async (): Promise<never> => {
      throw new Refused(status, "later", "Later.", []);
    };
    const outbox = new Outbox(memoryShelf(), send);
    const { id } = await outbox.add(REPORT);
    expect((await outbox.sendOne(id))?.state).toBe("waiting");
  });

  test("is forgotten with its photos", async () => {
    const shelf = memoryShelf();
    const photos = [{ key: "one", name: "one.jpg", state: "lost" as const }];
    await shelf.put("photo:one", new Blob(["x"]));
    const outbox = new Outbox(shelf);
    await outbox.remove(await outbox.add({ ...REPORT, photos }));
    expect(await outbox.all()).toEqual([]);
    expect(await shelf.get("photo:one")).toBeUndefined();
  });
});

test("a report that is taken back while its photos go is not sent; once it has left it cannot be taken back", async () => {
  const shelf = memoryShelf();
  await shelf.put("photo:one", new Blob(["x"]));
  const photos = [{ key: "one", name: "one.jpg", state: "lost" as const }];
  const send = vi.fn(async () => RECEIPT);
  const askTicket = vi.fn(async () => ({ photo_id: "P", secret: "s", until: Date.now() + 240_000 }) as Ticket);
  let errand: Errand;
  const put = vi.fn(async () => {
    expect(await outbox.takeBack(errand)).toBe(true);
    return "stored" as const;
  });
  const outbox: Outbox = new Outbox(shelf, send, { askTicket, put });
  errand = await outbox.add({ ...REPORT, photos });
  expect(await outbox.sendOne(errand.id)).toBeUndefined();
  expect(send).not.toHaveBeenCalled();
  expect(await outbox.all()).toEqual([]);
  expect(await shelf.get("photo:one")).toBeDefined();
  const gone = new Outbox(shelf, vi.fn().mockImplementation(lost));
  const { id } = await gone.add(REPORT);
  await gone.sendOne(id);
  expect(await gone.takeBack((await gone.all())[0] as Errand)).toBe(false);
});
