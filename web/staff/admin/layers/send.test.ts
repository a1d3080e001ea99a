import { expect, test } from "vitest";
import { isReadable, layerOf, outcomeOf, send, toldName } from "./send";

test.each([
  [204, "", "stored"],
  [400, "<Error><Code>EntityTooLarge</Code></Error>", "too_large"],
  [400, "<Error><Code>RequestTimeout</Code></Error>", "cut_off"],
  [403, "<Error><Code>AccessDenied</Code></Error>", "not_taken"],
  [503, "", "cut_off"],
] as const)("the store's %d means what it says", (status, text, outcome) => {
  expect(outcomeOf(status, text)).toBe(outcome);
});

test("files are known by their endings, and layers by their names", () => {
  expect(["Wards.GeoJSON", "wards.geojson.gz", "wards.ZIP"].map(isReadable)).toEqual([true, true, true]);
  expect(["wards.shp", "wards.exe", "wards"].map(isReadable)).toEqual([false, false, false]);
  expect(layerOf("Police Beats.geojson.gz")).toBe("police_beats");
});

test("a name that the city would not take is told in another way", () => {
  const name = toldName(`${"w".repeat(200)}/a\u0007b.GEOJSON.GZ`);
  expect(name).toMatch(/^w+_a_b\.geojson\.gz$/);
  expect(name.length).toBeLessThanOrEqual(120);
  expect(toldName("wards.geojson")).toBe("wards.geojson");
});

class Asked extends EventTarget {
  readonly upload = new EventTarget();
  status = 0;
  responseText = "";
  sent: unknown;
  open(): void {}
  send(body: unknown): void {
    this.sent = body;
  }
  abort(): void {
    this.dispatchEvent(new Event("abort"));
  }
}

const FORM = { url: "https://store.example/", fields: { key: "imports/1/upload" } };

test("the form goes before the file, and progress is told", async () => {
  const asked = new Asked();
  const told: number[] = [];
  const { done } = send(new Blob(["{}"]), FORM, (share) => told.push(share), asked as unknown as XMLHttpRequest);
  asked.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded: 1, total: 4, lengthComputable: true }));
  asked.status = 204;
  asked.dispatchEvent(new Event("load"));
  expect(await done).toBe("stored");
  expect(told).toEqual([0.25]);
  expect([...(asked.sent as FormData).keys()]).toEqual(["key", "file"]);
});

test("sending may be cancelled, and may break off", async () => {
  const [one, other] = [new Asked(), new Asked()];
  const cancelled = send(new Blob([""]), FORM, () => undefined, one as unknown as XMLHttpRequest);
  cancelled.cancel();
  expect(await cancelled.done).toBe("cancelled");
  const { done } = send(new Blob([""]), FORM, () => undefined, other as unknown as XMLHttpRequest);
  other.dispatchEvent(new Event("error"));
  expect(await done).toBe("cut_off");
});
