/** What is asked, as the address of the page: an area, a type or group, a period; and which charts are tables. */
import { daysIn, isDay, plusDays, yearBefore, type Day, type Span } from "../../lib/places/days";
import { readView, type Camera } from "../../lib/map/view";

export const PERIODS = ["30d", "90d", "12m", "year", "own"] as const;
export type PeriodName = (typeof PERIODS)[number];
export const CHARTS = ["time", "types", "speed", "punctual", "dates"] as const;
export type Chart = (typeof CHARTS)[number];
export type Step = "day" | "week" | "month";

export interface Question {
  /** Both empty: the whole city. */
  layer: string;
  area: string;
  /** A service code, `group:<code>`, or nothing for all types. */
  type: string;
  period: PeriodName;
  /** Of a period of their own. */
  own: Span | null;
  /** Charts that are shown as tables. */
  tables: Chart[];
  camera: Camera | null;
}

export const USUAL: Question = { layer: "", area: "", type: "", period: "90d", own: null, tables: [], camera: null };
/** The longest period that figures are told for. */
export const MOST_DAYS = 731;
const CODE = /^(group:)?[\w.-]{1,80}$/;
const NAMES = ["layer", "area", "type", "period", "from", "to", "tables", "at"] as const;

/** Read an address; whatever cannot be read is as if it were not there. */
export function readQuestion(address: URL): Question {
  const asked = address.searchParams;
  const text = (name: string): string => asked.get(name) ?? "";
  const [layer, area] = [text("layer"), text("area")];
  const known = CODE.test(layer) && area !== "" && area.length <= 120;
  const own = { from: text("from"), to: text("to") };
  const isOwn = text("period") === "own" && !problemOf(own);
  return {
    layer: CODE.test(layer) ? layer : "",
    area: known ? area : "",
    type: CODE.test(text("type")) ? text("type") : "",
    period: isOwn ? "own" : (PERIODS.find((name) => name === text("period") && name !== "own") ?? USUAL.period),
    own: isOwn ? own : null,
    tables: CHARTS.filter((chart) => text("tables").split(",").includes(chart)),
    camera: readView(address).camera,
  };
}

/** The address of a question: what is usual is left out, other parameters (such as lang) stay. */
export function addressOf(question: Question, from: URL): URL {
  const address = new URL(from);
  for (const name of NAMES) address.searchParams.delete(name);
  const { layer, area, type, period, own, tables, camera } = question;
  const at = camera ? [camera.latitude.toFixed(5), camera.longitude.toFixed(5), camera.zoom.toFixed(2)].map(Number).join(",") : "";
  const told: [string, string][] = [
    ["layer", layer],
    ["area", layer && area],
    ["type", type],
    ["period", period === USUAL.period ? "" : period],
    ["from", own?.from ?? ""],
    ["to", own?.to ?? ""],
    ["tables", tables.join(",")],
    ["at", at],
  ];
  for (const [name, value] of told) if (value) address.searchParams.set(name, value);
  address.search = address.search.replaceAll("%2C", ",").replaceAll("%3A", ":");
  return address;
}

export type PeriodProblem = "days" | "order" | "long";

/** What is wrong with a period of the reader's own; null when it can be asked. */
export function problemOf({ from, to }: Span): PeriodProblem | null {
  if (!isDay(from) || !isDay(to)) return "days";
  if (from > to) return "order";
  return daysIn({ from, to }) > MOST_DAYS ? "long" : null;
}

/** The days of a period, the last of them today. Twelve months begin with a month, so that none but the last is in parts. */
export function spanOf({ period, own }: Pick<Question, "period" | "own">, today: Day): Span {
  if (period === "own" && own) return own;
  if (period === "30d") return { from: plusDays(today, -29), to: today };
  if (period === "year") return { from: `${today.slice(0, 4)}-01-01`, to: today };
  if (period === "12m") {
    const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
    const first = new Date(Date.UTC(year, month - 12, 1)).toISOString().slice(0, 10);
    return { from: first, to: today };
  }
  return { from: plusDays(today, -89), to: today };
}

/** The same days a year before. */
export const lastYear = ({ from, to }: Span): Span => ({ from: yearBefore(from), to: yearBefore(to) });

/** In which steps a period is drawn: so that there are some thirty columns at most. */
export function stepOf(span: Span): Step {
  const days = daysIn(span);
  if (days <= 31) return "day";
  return days <= 200 ? "week" : "month";
}
