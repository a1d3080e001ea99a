import { expect, test } from "vitest";
import { addressOf, readView, type View } from "./view";

const HOME = new URL("https://city.example/map/?lang=es");
const USUAL: View = { camera: null, filters: { type: "", state: "open", days: 0 }, layers: [], scheme: "auto", month: "" };

test("what is usual is not in the address, and other parameters stay", () => {
  expect(addressOf(USUAL, HOME).href).toBe(HOME.href);
  expect(readView(HOME)).toEqual(USUAL);
});

test("a view comes back from its address", () => {
  const view: View = {
    camera: { latitude: 41.30001, longitude: -97.12345, zoom: 13.25 },
    filters: { type: "group:streets", state: "all", days: 30 },
    layers: ["council_districts", "flood_zones"],
    scheme: "dark",
    month: "2026-10",
  };
  const address = addressOf(view, HOME);
  expect(address.href).toBe(
    "https://city.example/map/?lang=es&at=41.30001,-97.12345,13.25&type=group:streets&state=all&days=30" +
      "&layers=council_districts,flood_zones&look=dark&month=2026-10",
  );
  expect(readView(address)).toEqual(view);
  expect(addressOf(USUAL, address).href).toBe(HOME.href);
});

test.each([
  "?at=here", "?at=1,2", "?at=91,0,3", "?at=1,2,", "?at=1,2,99", "?type=<script>", "?state=lost", "?days=3", "?look=pink",
  "?layers=,,%20,%3Cx%3E", "?month=2026-13", "?month=October", "?at=NaN,NaN,NaN", `?type=${"x".repeat(500)}`,
])("what cannot be read is as if it were not there: %s", (query) => {
  expect(readView(new URL(query, HOME))).toEqual(USUAL);
});
