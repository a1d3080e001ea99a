import { expect, test } from "vitest";
import { readPoint } from "../../lib/places/point";
import { holds } from "../../lib/services/conditions";
import { search } from "../../lib/services/search";

test("places: pairs of degrees and links from maps", () => {
  const here = { lat: 41.3, long: -97.1 };
  for (const text of [
    "41.3, -97.1",
    " 41.30 -97.10 ",
    "41.3° N, 97.1° W",
    "41.3 N 97.1 O",
    "41.3,\u221297.1",
    "geo:41.3,-97.1?z=17",
    "https://www.openstreetmap.org/#map=18/41.3/-97.1",
    "https://www.openstreetmap.org/?mlat=41.3&mlon=-97.1#map=12/40/-90",
    "https://maps.example.com/maps?q=41.3,-97.1",
    "https://maps.example.com/?ll=41.3%2C-97.1",
    "https://www.example.com/maps/place/Somewhere/@41.3,-97.1,17z",
  ]) {
    expect(readPoint(text), text).toEqual(here);
  }
  for (const text of ["", "here", "41.3", "91, 0", "41.3, 197.1", "12 Main Street", "https://example.com/41"]) {
    expect(readPoint(text), text).toBeNull();
  }
});

test("search: in people's own words, also whole sentences", () => {
  const service = (service_name: string, keywords: string[], description: string) => ({ service_name, keywords, description });
  const pothole = service("Pothole", ["hole in the road"], "A hole in the surface of a street.");
  const light = service("Street light out", ["lamp", "dark street"], "One or more lights are dark.");
  const signal = service("Semáforo apagado", ["traffic light"], "Las luces no encienden.");
  const all = [signal, light, pothole];
  expect(search(all, "There is a really big hole in front of my house!")).toEqual([pothole]);
  expect(search(all, "street"), "a name counts more than a description").toEqual([light, pothole]);
  expect(search(all, "dark STREET")).toEqual([light]);
  expect(search(all, "semaforo"), "accents are not needed").toEqual([signal]);
  expect(search(all, "xyzzy ...")).toEqual([]);
  expect(search([], "hole")).toEqual([]);
});

test("conditions: as the core reads them", () => {
  const overlay = [{ layer: "flood", feature_id: "7", name: "Flood plain", attributes: { zone: "AE" } }];
  const facts = { answers: { a: "x", many: ["p", "q"], n: 3 }, overlay };
  const yes = [
    null,
    {},
    { answer: "a", equals: "x" },
    { answer: "many", any_of: ["q", "z"] },
    { answer: "n", equals: 3 },
    { answer: "none", present: false },
    { overlay: "flood", present: true },
    { overlay: "flood", equals: "7" },
    { overlay: "flood", attribute: "zone", any_of: ["AE"] },
    { not: { overlay: "rail", present: true } },
    { all: [{ answer: "a", equals: "x" }, { any: [{ answer: "a", equals: "y" }, { answer: "n", any_of: ["3"] }] }] },
  ];
  for (const condition of yes) expect(holds(condition, facts), JSON.stringify(condition)).toBe(true);
  for (const condition of yes.slice(2)) {
    if (condition) expect(holds({ not: condition }, facts), JSON.stringify(condition)).toBe(false);
  }
});
