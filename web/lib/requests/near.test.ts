import { expect, test } from "vitest";
import { metresBetween } from "../places/point";
import { nearest } from "./near";

const HERE = { lat: 41.3, long: -97.1 };
const report = (number: string, north: number) => ({
  service_request_id: number,
  service_name: "Pothole",
  requested_datetime: "2026-11-20T10:00:00Z",
  lat: HERE.lat + north,
  long: HERE.long,
  extended_attributes: { detailed_status_text: "Received" },
});

test("the nearest first, from the smallest circle that holds enough", async () => {
  const asked: string[] = [];
  const found = await nearest(HERE, "es", async (address) => {
    asked.push(new URLSearchParams(address.split("?")[1]).get("radius") ?? "");
    const all = [report("A", 0.003), report("B", 0.001), report("C", 0.01), report("D", 0.012), report("E", 0.002), report("F", 0.04)];
    return all.filter(({ lat }) => metresBetween(HERE, { lat, long: HERE.long }) <= Number(asked.at(-1)));
  });
  expect(asked).toEqual(["500", "2000"]);
  expect(found.map(({ number }) => number)).toEqual(["B", "E", "A", "C", "D"]);
  expect(Math.round(found[0]?.metres ?? 0)).toBe(111);
});

test("where very many are, the nearest are found though they are the oldest", async () => {
  const asked: number[] = [];
  const all = [...Array.from({ length: 300 }, (_, at) => report(`N${at}`, 0.002 + at / 1e6)), report("OLD", 0.0001)];
  const found = await nearest(HERE, "en", async (address) => {
    const radius = Number(new URLSearchParams(address.split("?")[1]).get("radius"));
    asked.push(radius);
    return all.filter(({ lat }) => metresBetween(HERE, { lat, long: HERE.long }) <= radius).slice(0, 200);
  });
  expect(asked).toEqual([500, 120]);
  expect(found[0]?.number).toBe("OLD");
  expect(new Set(found.map(({ number }) => number)).size).toBe(201);
});

test("where there is nothing, nothing is found, after three questions", async () => {
  let asked = 0;
  expect(await nearest(HERE, "en", async () => ((asked += 1), []))).toEqual([]);
  expect(asked).toBe(3);
});

test("a report without a place is nowhere near", async () => {
  const nowhere = { ...report("A", 0), lat: null, long: null };
  expect(await nearest(HERE, "en", async () => [nowhere])).toEqual([]);
});
