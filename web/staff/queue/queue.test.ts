/** The queue as it is read: page by page, while others work on it. */
import { expect, test, vi } from "vitest";
import { api } from "../api";
import { questionOf } from "./question";
import { idOf, Queue } from "./queue.svelte";

vi.mock("../api", () => ({ api: { GET: vi.fn() }, read: (ask: () => unknown) => ask() }));

const row = (number: string, version = 1) => ({ service_request_id: number, work_order_id: "w", version, title: number, created_at: "" });
const page = (rows: object[], next: string | null) => Promise.resolve({ rows, next, services: {} }) as never;

test("a work order whose clock moved on between two pages stands once, where it is now", async () => {
  vi.mocked(api.GET).mockReturnValueOnce(page([row("a"), row("b")], "2")).mockReturnValueOnce(page([row("a", 2), row("c")], null));
  const queue = new Queue();
  await queue.ask(questionOf(new URLSearchParams(), "parks"));
  queue.end();
  expect(queue.orders.map((order) => [idOf(order), order.version])).toEqual([["b/w", 1], ["a/w", 2], ["c/w", 1]]);
});
