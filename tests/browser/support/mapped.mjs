/** The map page as a visitor sees it: opened at a place, what its list says, and reports to put on it. */
import { until } from "./browser.mjs";
import { api, waitFor } from "./city.mjs";

/** A view so close that what lies near is in it, as the address tells it. */
export const at = ({ lat, long }, zoom = 16, more = "") => `/map/?at=${lat},${long},${zoom}${more}`;

/** File a report; its number. */
export async function filed(place, type = "pothole", answers = { size: "plate" }) {
  const body = { service_code: type, lat: place.lat, long: place.long, answers };
  return (await api("/api/v1/requests", { method: "POST", body })).service_request_id;
}

/** The numbers in the list, in its order. */
export const listed = (page) =>
  page.evaluate(() => [...document.querySelectorAll("[data-number]")].map((line) => line.dataset.number));

/** Wait until the list holds all of these; the list as it is then. */
export const lists = (page, numbers, seconds = 40) =>
  waitFor(
    async () => {
      const now = await listed(page);
      return numbers.every((number) => now.includes(number)) && now;
    },
    `the list to hold ${numbers}`,
    seconds,
  );

/** Open the map and wait until it has told what is in view. */
export async function openMap(page, address) {
  await page.goto(address);
  await until(page, () => Boolean(document.querySelector("section.list .count")), undefined, "the map's list");
}

/** A device that cannot draw the map. */
export const withoutWebGL = (page) =>
  page.addInitScript(() => {
    const own = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return /webgl/.test(kind) ? null : own.call(this, kind, ...rest);
    };
  });

/** Addresses of what the page asks for from now on, with their methods. */
export function asked(page) {
  const found = [];
  page.on("request", (request) => found.push(`${request.method()} ${new URL(request.url()).pathname}`));
  return found;
}
