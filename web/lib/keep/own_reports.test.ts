import { expect, test } from "vitest";
import { forgetOwnReport, keepOwnReport, ownLink, ownReport, ownReports } from "./own_reports";
import { memoryShelf } from "./shelf";

const hole = { number: "R47-C73-HX4", secret: "s-e_c", service_name: "Pothole" };
const light = { number: "3WQ-V5H-236", secret: "other", service_name: "Street light out" };

test("the newest stands first, and each once", async () => {
  const shelf = memoryShelf();
  await keepOwnReport(shelf, hole, 1);
  await keepOwnReport(shelf, light, 2);
  await keepOwnReport(shelf, hole, 3);
  expect((await ownReports(shelf)).map(({ number, kept_at }) => [number, kept_at])).toEqual([
    [light.number, 2],
    [hole.number, 1],
  ]);
});

test("what was seen of it stays until something newer is seen", async () => {
  const shelf = memoryShelf();
  const seen = { at: 5, status: "done", status_text: "Done", is_closed: true };
  await keepOwnReport(shelf, { ...hole, seen }, 1);
  await keepOwnReport(shelf, { ...hole, service_name: "Bache" }, 2);
  expect(await ownReport(shelf, hole.number)).toEqual({ ...hole, service_name: "Bache", kept_at: 1, seen });
});

test("taken off the list, its secret is gone from the device", async () => {
  const shelf = memoryShelf();
  await keepOwnReport(shelf, hole);
  await forgetOwnReport(shelf, hole.number);
  expect(await shelf.all("")).toEqual([]);
});

test("the secret stands in the fragment alone", () => {
  const { pathname, search, hash } = new URL(ownLink(hole), "https://city.example");
  expect([pathname, search, hash]).toEqual(["/request/", "", "#R47-C73-HX4.s-e_c"]);
});
