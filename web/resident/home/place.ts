/** The place that the page tells about. It is kept on the device only when the reader says so. */
import { get } from "../../lib/api/ask";
import { thisDevice, type Keeper } from "../../lib/keep/visit";
import { placeFragment } from "../../lib/places/fragment";
import type { Point } from "../../lib/places/point";
import type { AddressesFound } from "./wire";

export interface Place extends Point {
  label: string;
}

const KEPT = "hex311.place";

export function keptPlace(device: Keeper = thisDevice): Place | null {
  try {
    const { label, lat, long } = JSON.parse(device.read(KEPT) ?? "null") as Place;
    return typeof label === "string" && Number.isFinite(lat) && Number.isFinite(long) ? { label, lat, long } : null;
  } catch {
    return null; // nothing, or nothing that can be read
  }
}

export const keepPlace = ({ label, lat, long }: Place, device: Keeper = thisDevice): void =>
  device.write(KEPT, JSON.stringify({ label, lat, long }));

export const forgetPlace = (device: Keeper = thisDevice): void => device.forget(KEPT);

/** The point, with the nearest address as its name; `otherwise` where there is none, or no answer. */
export async function named(point: Point, otherwise: string): Promise<Place> {
  try {
    const { matches } = await get<AddressesFound>("/api/v1/addresses/nearest", { lat: point.lat, long: point.long });
    return { label: matches[0]?.label ?? otherwise, lat: point.lat, long: point.long };
  } catch (fault) {
    console.warn(fault);
    return { label: otherwise, lat: point.lat, long: point.long };
  }
}

/** The report page, at this place. What stands behind the # is sent to nobody. */
export const reportAt = (place: Place): string => `/report/${placeFragment(place)}`;

/** The map, around this place; with layers that are to be shown. */
export function mapAt({ lat, long }: Point, layers: readonly string[] = []): string {
  const shown = layers.length ? `&layers=${layers.join(",")}` : "";
  return `/map/?at=${lat.toFixed(3)},${long.toFixed(3)},15${shown}`;
}
