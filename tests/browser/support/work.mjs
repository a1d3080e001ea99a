/** Work of the demo city as a test needs it: reports whose work orders stand, pictures of finished work. */
import { writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLOUD, DOOR, api, somewhereNew, waitFor } from "./city.mjs";

/** The store takes photos from the city's public address only, which is this name and not the number. */
export const OWN = DOOR.replace("127.0.0.1", "localhost");
export const FROM_OWN = { baseURL: OWN, alsoFrom: [CLOUD, CLOUD.replace("127.0.0.1", "localhost"), OWN] };

// A JPEG of one pixel.
const PICTURE = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/" +
    "wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEI" +
    "I0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ip" +
    "qrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z",
  "base64",
);

/** A picture in a file. */
export function picture(name = "wall.jpg") {
  const path = join(mkdtempSync(join(tmpdir(), "hex311-work-")), name);
  writeFileSync(path, PICTURE);
  return path;
}

/** A report of graffiti whose first work is the cleaning; its number. */
export async function graffiti() {
  const { lat, long } = await somewhereNew("graffiti_removal");
  const { questions } = await api("/api/v1/services/graffiti_removal");
  const answers = Object.fromEntries(
    questions.filter(({ required, when }) => required && !when).map(({ code, values }) => [code, values?.at(-1)?.key ?? "by the door"]),
  );
  const { matches } = await api(`/api/v1/addresses/nearest?lat=${lat}&long=${long}`);
  const address = matches[0]?.label ?? "";
  const body = { service_code: "graffiti_removal", lat, long, address, answers, description: "Blue letters on the back wall." };
  return (await api("/api/v1/requests", { method: "POST", body })).service_request_id;
}

/** The work order of a report that is open now, seen by `staff` (support/staff.mjs: staffApi). */
export const workOf = (staff, number) =>
  waitFor(async () => (await staff("GET", `/requests/${number}`)).work_orders.find(({ status }) => status !== "completed"), `work on ${number}`);
