/** What the charts show: for each the table that is drawn, read and downloaded, and what it says in a sentence. */
import type { Bar } from "../../lib/chart/Bars.svelte";
import type { DotRow } from "../../lib/chart/Dots.svelte";
import type { Cell, Table } from "../../lib/chart/table";
import { dayInWords } from "../../lib/places/days";
import type { Estimates, Sums, Told } from "./figures";
import { within } from "./headline";
import { say } from "./words";

export interface Drawn {
  lead: string;
  table: Table;
}

type Course = Sums["course"];
type Count = Course[number]["opened"];

export interface TimeChart extends Drawn {
  labels: string[];
  opened: Count[];
  closed: Count[];
  before: Count[] | null;
  city: Count[] | null;
}

/** The course over time. Last year's steps stand beside this year's by their place in the period. */
export function timeChart({ now, before }: Told, place: string, isArea: boolean, language: string): TimeChart {
  const { course } = now.figures;
  const step = now.step ?? "month";
  const byStart = new Map(now.city.course.map((one) => [one.from, one]));
  const city = isArea ? course.map(({ from }) => byStart.get(from) ?? null) : null;
  const earlier = before ? course.map((_, at) => before.figures.course[at] ?? null) : null;
  const columns = [
    { title: say(`time.from.${step}`), as: step === "month" ? ("month" as const) : ("day" as const) },
    { title: say("time.reported", { place }), as: "number" as const },
    { title: say("time.closed", { place }), as: "number" as const },
    { title: say("time.half", { place }), as: "number" as const },
    ...(earlier ? [{ title: say("time.before", { place }), as: "number" as const }] : []),
    ...(city ? [{ title: say("time.city"), as: "number" as const }, { title: say("time.city_closed"), as: "number" as const }] : []),
  ];
  const rows = course.map(({ from, opened, closed, median_age_days: half }, at): Cell[] => [
    from,
    opened,
    closed,
    half,
    ...(earlier ? [earlier[at]?.opened ?? null] : []),
    ...(city ? [city[at]?.opened ?? null, city[at]?.closed ?? null] : []),
  ]);
  const most = course.reduce((best, one) => ((one.opened ?? 0) > (best.opened ?? 0) ? one : best), course[0] ?? { from: "", opened: 0 });
  const form = step === "month" ? "month" : "short";
  return {
    lead: most.opened
      ? say("time.lead", { count: most.opened, when: say(`time.in.${step}`, { day: dayInWords(most.from, language, form) }) })
      : say("time.lead_none"),
    table: { columns, rows },
    labels: course.map(({ from }) => dayInWords(from, language, form)),
    opened: course.map(({ opened }) => opened),
    closed: course.map(({ closed }) => closed),
    before: earlier && earlier.map((one) => one?.opened ?? null),
    city: city && city.map((one) => one?.opened ?? null),
  };
}

export interface BarChart extends Drawn {
  bars: Bar[];
}

const MOST_TYPES = 10;

/** The types, the most reported first; null where they are not told apart. */
export function typesChart({ now }: Told, isArea: boolean, nameOf: ReadonlyMap<string, string>, language: string): BarChart | null {
  if (!now.by_type) return null;
  const number = new Intl.NumberFormat(language);
  const types = now.by_type.map((one) => ({ ...one, name: nameOf.get(one.service_code) ?? one.service_code }));
  const [first] = types;
  const columns = [
    { title: say("types.type") },
    { title: say("types.reported"), as: "number" as const },
    { title: say("types.closed"), as: "number" as const },
    { title: say("types.half"), as: "number" as const },
    { title: say("types.most"), as: "number" as const },
    { title: say("types.punctual"), as: "share" as const },
    ...(isArea ? [{ title: say("types.city"), as: "number" as const }, { title: say("types.city_half"), as: "number" as const }] : []),
  ];
  return {
    lead: first ? say("types.lead", { type: first.name, count: first.opened }) : say("types.lead_none"),
    table: {
      columns,
      rows: types.map(({ name, opened, closed, median_age_days: half, p90_age_days: most, on_time_share: share, city }): Cell[] => [
        name,
        opened,
        closed,
        half,
        most,
        share,
        ...(isArea ? [city?.opened ?? null, city?.median_age_days ?? null] : []),
      ]),
    },
    bars: types.slice(0, MOST_TYPES).map(({ name, opened, median_age_days: half, city }) => ({
      label: name,
      value: opened,
      text: number.format(opened),
      remark: [
        half === null ? say("types.none_closed") : say("types.remark", { within: within(half) }),
        ...(isArea && city && city.median_age_days !== null ? [say("types.remark_city", { within: within(city.median_age_days) })] : []),
      ].join(" · "),
    })),
  };
}

/** How long it took, in bands; null where that is not told. */
export function speedChart({ now }: Told, place: string, isArea: boolean, language: string): BarChart | null {
  const { figures, city } = now;
  const all = figures.ages.reduce((sum, { closed }) => sum + closed, 0);
  if (!all) return null;
  const allCity = city.ages.reduce((sum, { closed }) => sum + closed, 0);
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const parts = figures.ages.map(({ from_days: from, to_days: to, closed }, at) => ({
    label: bandInWords(from, to),
    closed,
    part: closed / all,
    cityPart: isArea && allCity ? (city.ages[at]?.closed ?? 0) / allCity : null,
  }));
  const week = figures.ages.filter(({ to_days: to }) => to !== null && to <= 7).reduce((sum, { closed }) => sum + closed, 0);
  return {
    lead: say("speed.lead", { share: share.format(week / all) }),
    table: {
      columns: [
        { title: say("speed.band") },
        { title: say("speed.closed", { place }), as: "number" },
        { title: say("speed.share", { place }), as: "share" },
        ...(isArea ? [{ title: say("speed.city"), as: "share" as const }] : []),
      ],
      rows: parts.map(({ label, closed, part, cityPart }) => [label, closed, rounded(part), ...(isArea ? [rounded(cityPart)] : [])]),
    },
    bars: parts.map(({ label, part, cityPart }) => ({
      label,
      value: part,
      text: share.format(part),
      ...(cityPart === null ? {} : { other: { value: cityPart, text: say("tile.city", { value: share.format(cityPart) }) } }),
    })),
  };
}

function bandInWords(from: number, to: number | null): string {
  if (to === null) return say("speed.more", { days: from - 1 });
  return from === to ? say("speed.day", { days: from }) : say("speed.days", { from, to });
}

/** Shares in files have four places, so that they are what was counted and not a machine's rounding. */
const rounded = (share: number | null): number | null => (share === null ? null : Math.round(share * 10_000) / 10_000);

/** What was closed by the date that the city had promised; null where nothing was promised. */
export function punctualChart({ now, before }: Told, place: string, isArea: boolean, language: string): BarChart | null {
  const lines: [string, Sums | null][] = [
    [place, now.figures],
    ...(isArea ? [[say("place.city"), now.city] as [string, Sums]] : []),
    [say("punctual.before", { place }), before?.figures ?? null],
  ];
  const told = lines.flatMap(([label, sums]) => (sums ? [{ label, ...sums, promised: sums.on_time + sums.late }] : []));
  if (!told[0]?.promised) return null;
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  return {
    lead: say("punctual.lead", { share: share.format(told[0].on_time_share ?? 0), count: told[0].promised }),
    table: {
      columns: [
        { title: say("punctual.where") },
        { title: say("punctual.on_time"), as: "number" },
        { title: say("punctual.late"), as: "number" },
        { title: say("punctual.share"), as: "share" },
      ],
      rows: told.map(({ label, on_time, late, on_time_share }) => [label, on_time, late, on_time_share]),
    },
    bars: told.map(({ label, on_time, promised, on_time_share: part }) => ({
      label,
      value: part,
      text: part === null ? "–" : share.format(part),
      remark: say("punctual.of", { count: on_time, all: promised }),
    })),
  };
}

export interface DatesChart extends Drawn {
  rows: DotRow[];
}

/** How the dates that reporters were told came true. */
export function datesChart(estimates: Estimates, type: string, nameOf: ReadonlyMap<string, string>, language: string): DatesChart | null {
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const types = (estimates.types ?? [])
    .map(({ service_code: code, levels }) => ({ code, name: nameOf.get(code) ?? code, levels }))
    .sort((one, other) => (other.levels[0]?.due ?? 0) - (one.levels[0]?.due ?? 0));
  const own = types.filter(({ code }) => code === type);
  const lines = own.length ? own : [{ code: "", name: say("dates.all"), levels: estimates.levels }, ...types];
  const [all] = lines;
  const [half, most] = all?.levels ?? [];
  if (!half?.due || !most || half.share === null || most.share === null) return null;
  return {
    lead: say("dates.lead", { half: share.format(half.share), most: share.format(most.share), count: half.due }),
    table: {
      columns: [
        { title: say("types.type") },
        { title: say("dates.due_half"), as: "number" },
        { title: say("dates.met_half"), as: "share" },
        { title: say("dates.due_most"), as: "number" },
        { title: say("dates.met_most"), as: "share" },
      ],
      rows: lines.map(({ name, levels: [first, second] }) => [name, first?.due ?? null, first?.share ?? null, second?.due ?? null, second?.share ?? null]),
    },
    rows: lines.map(({ name, levels }) => ({
      label: name,
      shares: levels.map((level) => level.share),
      text: say("dates.row", {
        half: levels[0]?.share == null ? "–" : share.format(levels[0].share),
        most: levels[1]?.share == null ? "–" : share.format(levels[1].share),
        count: levels[0]?.due ?? 0,
      }),
    })),
  };
}
