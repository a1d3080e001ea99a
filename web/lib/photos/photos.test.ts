import { expect, test, vi } from "vitest";
import { sendPhoto, type KeptPhoto } from "./photos";
import { fitted } from "./shrink";
import type { Ticket } from "./upload";

const PICTURE = new Blob(["picture"]);
const PHOTO: KeptPhoto = { key: "one", name: "one.jpg", state: "sending" };
const ticket = (photo_id: string, until = Date.now() + 200_000): Ticket =>
  ({ photo_id, secret: "s", most_bytes: 10, upload: { url: "", fields: {} }, until });

test("what was cut off is sent again with the ticket it had", async () => {
  const askTicket = vi.fn(async () => ticket("new"));
  const sent = await sendPhoto({ ...PHOTO, ticket: ticket("old") }, PICTURE, vi.fn(), { askTicket, put: async () => "stored" });
  expect(sent).toMatchObject({ state: "waiting", photo_id: "old" });
  expect(askTicket).not.toHaveBeenCalled();
});

test.each([
  ["has run out", ticket("old", Date.now() - 1), ["stored"] as const],
  ["is not taken any more", ticket("old"), ["not_taken", "stored"] as const],
])("a new ticket is asked for when the old one %s, and told of before it is used", async (_why, old, outcomes) => {
  const told: string[] = [];
  const left = [...outcomes];
  const put = async () => left.shift() ?? "stored";
  const uploads = { askTicket: async () => ticket("new"), put };
  expect(await sendPhoto({ ...PHOTO, ticket: old }, PICTURE, ({ photo_id }) => told.push(photo_id), uploads)).toMatchObject({ photo_id: "new" });
  expect(told).toEqual(["new"]);
});

test("what the store takes with no ticket is refused, not tried for ever", async () => {
  const uploads = { askTicket: vi.fn(async () => ticket("new")), put: async () => "not_taken" as const };
  expect(await sendPhoto(PHOTO, PICTURE, vi.fn(), uploads)).toMatchObject({ state: "refused" });
  expect(uploads.askTicket).toHaveBeenCalledTimes(1);
});

test("pictures are made smaller, never larger, and keep their shape", () => {
  expect(fitted(4_000, 3_000)).toEqual({ width: 1_600, height: 1_200 });
  expect(fitted(3_000, 4_000)).toEqual({ width: 1_200, height: 1_600 });
  expect(fitted(640, 480)).toEqual({ width: 640, height: 480 });
  expect(fitted(20_000, 1)).toEqual({ width: 1_600, height: 1 });
});
