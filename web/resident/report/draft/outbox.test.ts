import { describe, expect, test, vi } from "vitest";
import { Refused } from "../../../lib/api/ask";
import { Unreached } from "../../../lib/api/reach";
import { memoryShelf } from "../../../lib/keep/shelf";
import type { SubmitBody, Submitted } from "../wire";
import { emptyDraft } from "./draft";
import { Outbox } from "./outbox";
import { photoKey } from "./photos";

const BODY: SubmitBody = { service_code: "pothole", lat: 41.3, long: -97.1 };
const RECEIPT = { service_request_id: "7QX-4CM-2WF" } as Submitted;
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
    take(body: SubmitBody, key: string): Submitted {
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
    const { id, key } = await outbox.add(emptyDraft(), BODY);
    expect((await outbox.sendOne(id))?.state).toBe("waiting");
    await outbox.sendAll();
    await outbox.sendAll();
    expect([...filed.keys()]).toEqual([key]);
    expect(send).toHaveBeenCalledTimes(2);
    expect((await outbox.all())[0]).toMatchObject({ state: "sent", receipt: { service_request_id: `number of ${key}` } });
  });

  test("whose answer was lost is sent the same again, and is one report", async () => {
    const { take, filed, asked } = city();
    const answerLost = (body: SubmitBody, key: string): never => (take(body, key), lost());
    const outbox = new Outbox(memoryShelf(), vi.fn().mockImplementationOnce(answerLost).mockImplementation(take));
    const { id } = await outbox.add(emptyDraft(), BODY);
    expect(await outbox.sendOne(id)).toMatchObject({ state: "waiting", left: true });
    expect((await outbox.sendOne(id))?.state).toBe("sent");
    expect(filed.size).toBe(1);
    expect(new Set(asked).size).toBe(1);
  });

  test("takes its photos along, each once, also when the connection breaks between them", async () => {
    const shelf = memoryShelf();
    const photos = ["one", "two"].map((key) => ({ key, name: `${key}.jpg`, state: "lost" as const }));
    for (const photo of photos) await shelf.put(photoKey(photo), new Blob([photo.key]));
    const upload = vi
      .fn()
      .mockResolvedValueOnce({ photo_id: "first", secret: "s" })
      .mockImplementationOnce(lost)
      .mockResolvedValueOnce({ photo_id: "second", secret: "s" });
    const send = vi.fn(async () => RECEIPT);
    const outbox = new Outbox(shelf, send, upload);
    const { id } = await outbox.add({ ...emptyDraft(), photos }, BODY);
    expect(await outbox.sendOne(id)).toMatchObject({ state: "waiting", left: false });
    expect(send).not.toHaveBeenCalled();
    expect((await outbox.sendOne(id))?.state).toBe("sent");
    expect(upload).toHaveBeenCalledTimes(3);
    expect(send).toHaveBeenCalledWith({ ...BODY, photo_ids: ["first", "second"] }, expect.any(String));
  });

  test("that the city refuses is kept with the reason, and not sent again", async () => {
    const problems = [{ field: "lat", problem: "Outside.", how_to_mend: "Call the county." }];
    const send = vi.fn(async () => {
      throw new Refused(400, "outside_city", "Outside the city.", problems);
    });
    const outbox = new Outbox(memoryShelf(), send);
    await outbox.add(emptyDraft(), BODY);
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
    const { id } = await outbox.add(emptyDraft(), BODY);
    expect((await outbox.sendOne(id))?.state).toBe("waiting");
  });

  test("is forgotten with its photos", async () => {
    const shelf = memoryShelf();
    const photos = [{ key: "one", name: "one.jpg", state: "lost" as const }];
    await shelf.put("photo:one", new Blob(["x"]));
    const outbox = new Outbox(shelf);
    await outbox.remove(await outbox.add({ ...emptyDraft(), photos }, BODY));
    expect(await outbox.all()).toEqual([]);
    expect(await shelf.get("photo:one")).toBeUndefined();
  });
});
