import { expect, test } from "vitest";
import { Refused } from "../../lib/api/ask";
import { Unreached } from "../../lib/api/reach";
import { MyReports } from "../../lib/keep/mine";
import { memoryShelf } from "../../lib/keep/shelf";
import { OwnReports } from "./my_reports.svelte";
import type { ServiceRequest } from "./wire";

const stands = (number: string): ServiceRequest =>
  ({ service_request_id: number, service_name: "Pothole", status: "done", status_text: "Done", closed_at: null, estimate: null }) as ServiceRequest;

test("states are read anew; one that is gone or does not answer is told apart, and nothing is lost", async () => {
  const shelf = memoryShelf();
  const kept = new MyReports(shelf);
  for (const [at, number] of ["A", "B", "C"].entries()) await kept.note(number, { part: "reported", secret: `s${at}` }, at);
  const own = new OwnReports(shelf, async ({ number }) => {
    if (number === "B") throw new Refused(404, "not_found", "", []);
    if (number === "C") throw new Unreached("GET", 0);
    return stands(number);
  });
  await own.refresh();
  expect(own.all.map(({ number, seen }) => [number, seen?.status_text])).toEqual([
    ["C", undefined],
    ["B", undefined],
    ["A", "Done"],
  ]);
  expect([[...own.gone], [...own.stale]]).toEqual([["B"], ["C"]]);
});

test("only the newest are asked for again", async () => {
  const shelf = memoryShelf();
  const kept = new MyReports(shelf);
  for (let at = 0; at < 15; at += 1) await kept.note(`N${at}`, { part: "followed" }, at);
  const asked: string[] = [];
  const own = new OwnReports(shelf, async ({ number }) => (asked.push(number), stands(number)));
  await own.refresh();
  expect(asked.length).toBe(12);
  expect(asked[0]).toBe("N14");
  expect([...own.stale].sort()).toEqual(["N0", "N1", "N2"]);
  await own.forget("N14");
  expect(own.all.length).toBe(14);
  await own.forgetAll();
  expect(await kept.all()).toEqual([]);
});
