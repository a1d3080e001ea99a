import { expect, test } from "vitest";
import type { components } from "../api/schema";
import { MyReports, noteArrived, pageOf, secretOf } from "./mine";
import { memoryShelf } from "./shelf";

const case_ = (number: string, status: string): components["schemas"]["ServiceRequest"] =>
  ({
    service_request_id: number,
    service_name: "Pothole",
    status,
    status_text: `it is ${status}`,
    closed_at: null,
    estimate: { expected_at: "2026-12-01T00:00:00Z" },
    description: "what I wrote",
  }) as components["schemas"]["ServiceRequest"];

test("reports are remembered the newest first, with what was last seen, and nothing of their words", async () => {
  const mine = new MyReports(memoryShelf());
  await mine.note("A", { part: "reported", service_name: "Pothole", secret: "s1" }, 1_000);
  await mine.note("B", { part: "followed" }, 2_000);
  await mine.saw(case_("A", "under_way"), 3_000);
  await mine.saw(case_("C", "done"), 3_000);
  const all = await mine.all();
  expect(all.map(({ number }) => number)).toEqual(["B", "A"]);
  expect(all[1]?.seen).toEqual({
    status: "under_way",
    status_text: "it is under_way",
    closed_at: null,
    expected_at: "2026-12-01T00:00:00Z",
    seen_at: 3_000,
  });
  expect(JSON.stringify(all)).not.toContain("what I wrote");
});

test("who follows their own report has still reported it, and keeps its link", async () => {
  const mine = new MyReports(memoryShelf());
  await mine.note("A", { part: "reported", service_name: "Pothole", secret: "s1" }, 1_000);
  await mine.note("A", { part: "followed" }, 2_000);
  expect(await mine.all()).toMatchObject([{ part: "reported", secret: "s1", since: 1_000, service_name: "Pothole" }]);
});

test("one or all can be forgotten, and nothing else goes with them", async () => {
  const shelf = memoryShelf();
  await shelf.put("draft:1", { id: 1 });
  const mine = new MyReports(shelf);
  for (const number of ["A", "B", "C"]) await mine.note(number, { part: "reported" }, 1_000);
  await mine.forget("B");
  expect((await mine.all()).map(({ number }) => number)).toEqual(["A", "C"]);
  await mine.forgetAll();
  expect(await mine.all()).toEqual([]);
  expect(await shelf.all("draft:")).toEqual([{ id: 1 }]);
});

test("the reporter's own link opens the page with all that they wrote", () => {
  const secret = secretOf("https://city.test/request/#5QX-4CM-2WH.a.b");
  expect(secret).toBe("a.b");
  expect(pageOf({ number: "5QX-4CM-2WH", secret })).toBe("/request/#5QX-4CM-2WH.a.b");
  expect(pageOf({ number: "5QX-4CM-2WH", secret: "" })).toBe("/request/#5QX-4CM-2WH");
});

test("what the outbox sent is remembered: reports with their secret, joined and followed ones by their number", async () => {
  const shelf = memoryShelf();
  const filed = { service_request_id: "A", follow_url: "https://city.test/request/#A.s1" };
  await noteArrived(shelf, { kind: "report", about: { id: "draft", service_name: "Pothole" } }, filed);
  await noteArrived(shelf, { kind: "me-too", about: { number: "B", service_name: "Lamp" } }, null);
  await noteArrived(shelf, { kind: "follow", about: { number: "C", service_name: "Tree", secret: "s3" } }, {});
  await noteArrived(shelf, { kind: "answer", about: { number: "D" } }, {});
  const all = await new MyReports(shelf).all();
  expect(all.map(({ number, part, secret, service_name }) => [number, part, secret, service_name]).sort()).toEqual([
    ["A", "reported", "s1", "Pothole"],
    ["B", "joined", "", "Lamp"],
    ["C", "followed", "s3", "Tree"],
  ]);
});
