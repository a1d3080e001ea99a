/** What is looked at, as the address of the page: it can be kept, sent to somebody, and gone back to. */
import { NO_FILTERS, PERIODS, STATES, type Filters, type Period, type State } from "./filters";

export interface Camera {
  longitude: number;
  latitude: number;
  zoom: number;
}

export const SCHEMES = ["auto", "light", "dark"] as const;
export type SchemeChoice = (typeof SCHEMES)[number];

export interface View {
  /** Null: the whole city. */
  camera: Camera | null;
  filters: Filters;
  /** Codes of the overlay layers that are switched on. */
  layers: string[];
  scheme: SchemeChoice;
  /** A month of the past, as 2026-10; empty: now. */
  month: string;
}

const NAMES = ["at", "type", "state", "days", "layers", "look", "month"] as const;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const CODE = /^(group:)?[\w.-]{1,80}$/;

/** Read an address; whatever cannot be read is as if it were not there. */
export function readView(address: URL): View {
  const asked = address.searchParams;
  const type = asked.get("type") ?? "";
  return {
    camera: cameraOf(asked.get("at")),
    filters: {
      type: CODE.test(type) ? type : "",
      state: oneOf<State>(STATES, asked.get("state"), NO_FILTERS.state),
      days: oneOf<Period>(PERIODS, Number(asked.get("days")), NO_FILTERS.days),
    },
    layers: [...new Set((asked.get("layers") ?? "").split(",").filter((code) => CODE.test(code)))],
    scheme: oneOf<SchemeChoice>(SCHEMES, asked.get("look"), "auto"),
    month: MONTH.test(asked.get("month") ?? "") ? (asked.get("month") ?? "") : "",
  };
}

/** The address of a view: what is usual is left out, other parameters (such as lang) stay. */
export function addressOf(view: View, from: URL): URL {
  const address = new URL(from);
  for (const name of NAMES) address.searchParams.delete(name);
  const { camera, filters, layers, scheme, month } = view;
  const told: [string, string, boolean][] = [
    ["at", camera ? cameraText(camera) : "", camera !== null],
    ["type", filters.type, filters.type !== ""],
    ["state", filters.state, filters.state !== NO_FILTERS.state],
    ["days", String(filters.days), filters.days !== NO_FILTERS.days],
    ["layers", layers.join(","), layers.length > 0],
    ["look", scheme, scheme !== "auto"],
    ["month", month, month !== ""],
  ];
  for (const [name, value, isTold] of told) if (isTold) address.searchParams.set(name, value);
  // commas and colons are allowed in a query, and an address that people read is better for them
  address.search = address.search.replaceAll("%2C", ",").replaceAll("%3A", ":");
  return address;
}

/** Latitude, longitude, zoom: about a metre, a hundredth of a zoom step. */
function cameraText({ latitude, longitude, zoom }: Camera): string {
  return [latitude.toFixed(5), longitude.toFixed(5), zoom.toFixed(2)].map(Number).join(",");
}

function cameraOf(text: string | null): Camera | null {
  const parts = (text ?? "").split(",");
  if (parts.length !== 3 || parts.some((part) => part.trim() === "")) return null;
  const [latitude = NaN, longitude = NaN, zoom = NaN] = parts.map(Number);
  const possible = Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 && zoom >= 0 && zoom <= 24;
  return possible ? { latitude, longitude, zoom } : null;
}

function oneOf<Choice>(choices: readonly Choice[], asked: unknown, otherwise: Choice): Choice {
  return choices.find((choice) => choice === asked) ?? otherwise;
}
