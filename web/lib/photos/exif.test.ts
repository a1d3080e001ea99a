import { expect, test } from "vitest";
import { photoTaken } from "../../tools/photo_with_place.mjs";
import { placeIn } from "./exif";

const PLACE = { lat: 41.301234, long: -97.102345 };

test.each([
  ["the north and west, big end first", PLACE, false],
  ["the south and east, little end first", { lat: -33.868888, long: 151.209222 }, true],
] as const)("a place in %s", async (_where, place, little) => {
  const found = await placeIn(new Blob([photoTaken(place, { little })]));
  expect(found?.lat).toBeCloseTo(place.lat, 5);
  expect(found?.long).toBeCloseTo(place.long, 5);
});

test.each([
  ["no JPEG", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4])],
  ["nothing", new Uint8Array()],
  ["a JPEG without EXIF", new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 4, 0, 0])],
  ["a camera without a fix", photoTaken({ lat: 0, long: 0 })],
  ["a latitude of 95", photoTaken({ lat: 95, long: 10 })],
])("no place in %s", async (_what, bytes) => expect(await placeIn(new Blob([bytes]))).toBeNull());

/** Numbers that are the same each time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test("whatever a file holds, it is read to a place on earth or to none, and soon", async () => {
  const random = numbers(311);
  const whole = photoTaken(PLACE);
  for (let round = 0; round < 4_000; round += 1) {
    const bytes = whole.slice(0, random() < 0.3 ? Math.floor(random() * whole.length) : whole.length);
    for (let changes = Math.floor(random() * 8); changes > 0; changes -= 1) {
      bytes[Math.floor(random() * bytes.length)] = random() < 0.5 ? 0xff : Math.floor(random() * 256);
    }
    const place = await placeIn(new Blob([bytes]));
    if (place) expect(Math.abs(place.lat) <= 90 && Math.abs(place.long) <= 180).toBe(true);
  }
}, 10_000);
