import { expect, test } from "vitest";
import { base64 } from "./base64";

test("bytes of every kind come back the same", async () => {
  const bytes = Uint8Array.from({ length: 20_001 }, (_, at) => (at * 7) % 256);
  const told = await base64(new Blob([bytes]));
  expect(Uint8Array.from(atob(told), (letter) => letter.charCodeAt(0))).toEqual(bytes);
});
