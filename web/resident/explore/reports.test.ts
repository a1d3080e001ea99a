import { afterEach, expect, test, vi } from "vitest";
import { ReportPages, type Wanted } from "./reports";

const SQUARE: Wanted["area"] = {
  bounds: [-97.11, 41.29, -97.09, 41.31],
  outline: [[[[-97.11, 41.29], [-97.09, 41.29], [-97.09, 41.31], [-97.11, 41.29]]]], // the lower right half of its box
};
const WANTED: Wanted = {
  span: { from: "2026-11-01", to: "2026-11-22" }, timeZone: "America/Chicago", language: "es", area: SQUARE, codes: null,
};
const inside = { lat: 41.295, long: -97.092 };
const outside = { lat: 41.305, long: -97.108 };

function item(number: number, place = inside, status = "received") {
  return {
    service_request_id: `N-${number}`, service_code: "pothole", service_name: "Bache", requested_datetime: "2026-11-20T10:00:00Z",
    ...place, extended_attributes: { detailed_status: status },
  };
}

let asked: URL[];
function serve(...pages: [items: unknown[], after?: string][]): void {
  asked = [];
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(new URL(address, "https://city.example"));
    const [items, after] = pages[asked.length - 1] ?? [[]];
    const link = after ? { link: `<https://city.example/open311/v2/requests.json?after_key=${encodeURIComponent(after)}>; rel="next"` } : undefined;
    return new Response(JSON.stringify(items), link ? { headers: link } : {});
  });
}
afterEach(() => vi.unstubAllGlobals());

test("asks for the city's days, the box of the area, and keeps what lies in the outline", async () => {
  serve([[item(1), item(2, outside), item(3)]]);
  const pages = new ReportPages(WANTED);
  expect((await pages.next()).map(({ number }) => number)).toEqual(["N-1", "N-3"]);
  expect(pages.more).toBe(false);
  const query = Object.fromEntries(asked[0]?.searchParams ?? []);
  expect(query).toEqual({
    start_date: "2026-11-01T05:00:00.000Z", end_date: "2026-11-23T05:59:59.000Z", page_size: "200", extensions: "true",
    lang: "es", bbox: "-97.11,41.29,-97.09,41.31",
  });
});

test("goes on behind the last page, then to the days before, until the period ends", async () => {
  const full = Array.from({ length: 150 }, (_, number) => item(number));
  serve([full, "1795000000#X"], [full], [[item(900)]]);
  const pages = new ReportPages({ ...WANTED, span: { from: "2026-08-01", to: "2026-11-22" }, codes: ["pothole", "rats"] });
  expect(await pages.next()).toHaveLength(150);
  expect(await pages.next()).toHaveLength(150);
  expect(pages.more).toBe(true);
  expect(await pages.next()).toHaveLength(1);
  expect(pages.more).toBe(false);
  const parts = asked.map(({ searchParams }) => ["start_date", "end_date", "after_key", "service_code"].map((name) => searchParams.get(name)));
  expect(parts).toEqual([
    ["2026-08-26T05:00:00.000Z", "2026-11-23T05:59:59.000Z", null, "pothole,rats"],
    ["2026-08-26T05:00:00.000Z", "2026-11-23T05:59:59.000Z", "1795000000#X", "pothole,rats"],
    ["2026-08-01T05:00:00.000Z", "2026-08-26T04:59:59.000Z", null, "pothole,rats"],
  ]);
});

test("a page of which nothing lies in the area is not the end", async () => {
  serve([[item(1, outside)], "k1"], [[item(3)]]);
  const pages = new ReportPages(WANTED);
  expect([await pages.next(), pages.more]).toEqual([[], true]);
  expect((await pages.next()).map(({ number }) => number)).toEqual(["N-3"]);
  expect(pages.more).toBe(false);
});

test("a box that is too large is not asked for; the outline still counts", async () => {
  serve([[item(1), item(2, outside)]]);
  const wide = { bounds: [-98, 41, -96, 42] as [number, number, number, number], outline: SQUARE.outline };
  expect(await new ReportPages({ ...WANTED, area: wide }).next()).toHaveLength(1);
  expect(asked[0]?.searchParams.has("bbox")).toBe(false);
});

test("what has no place or an unknown status is left out", async () => {
  serve([[{ ...item(1), lat: null }, item(2, inside, "odd"), item(3)]]);
  expect(await new ReportPages({ ...WANTED, area: null }).next()).toHaveLength(1);
});
