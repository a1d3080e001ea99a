/** What the charts show: for each the table that is drawn, read and downloaded, and what it says in a sentence. */
import type { Bar } from "../../lib/chart/Bars.svelte";
import type { Cell, Table } from "../../lib/chart/table";
import { dayInWords } from "../../lib/places/days";
import type { Figures } from "./figures";
import type { Names } from "./names.svelte";
import { homeAddress, listAddress, type Question } from "./question";
import { say, type Key } from "./words";

export interface Drawn {
  lead: string;
  table: Table;
}

export interface BarChart extends Drawn {
  bars: Bar[];
}

export interface Step {
  label: string;
  opened: { text: string; href: string };
  closed: { text: string; href: string };
}

export interface CourseChart extends Drawn {
  labels: string[];
  opened: number[];
  closed: number[];
  steps: Step[];
}

type Part = Figures["now"]["by_type"][number];
const MOST_BARS = 10;
/** As the API calls the department of requests that have none yet. */
export const NOBODY = "-";

export function courseChart({ course, step, period }: Figures, question: Question, language: string): CourseChart {
  const number = new Intl.NumberFormat(language);
  return {
    lead: say("course.lead", { opened: number.format(period.opened), closed: number.format(period.closed) }),
    table: {
      columns: [
        { title: say(`course.from.${step}`), as: "day" },
        { title: say("course.opened"), as: "number" },
        { title: say("course.closed"), as: "number" },
        { title: say("course.half"), as: "number" },
      ],
      rows: course.map((one): Cell[] => [one.from, one.opened, one.closed, one.median_age_days]),
    },
    labels: course.map(({ from }) => dayInWords(from, language, "short")),
    opened: course.map((one) => one.opened),
    closed: course.map((one) => one.closed),
    steps: course.map(({ from, to, opened, closed }) => ({
      label: from === to ? dayInWords(from, language) : say("list.between", { from: dayInWords(from, language), to: dayInWords(to, language) }),
      opened: { text: say("course.opened_n", { count: opened }), href: listAddress(question, { from, to }, { of: "opened" }) },
      closed: { text: say("course.closed_n", { count: closed }), href: listAddress(question, { from, to }, { of: "closed" }) },
    })),
  };
}

export function agesChart({ now }: Figures, question: Question, language: string): BarChart {
  const number = new Intl.NumberFormat(language);
  const bands = now.ages.map(({ from_days: from, to_days: to, open, late }) => ({ label: bandWords(from, to), from, to, open, late }));
  return {
    lead: say("ages.lead", { count: now.open }),
    table: {
      columns: [{ title: say("ages.band") }, { title: say("ages.open"), as: "number" }, { title: say("ages.late"), as: "number" }],
      rows: bands.map(({ label, open, late }): Cell[] => [label, open, late]),
    },
    bars: bands.map(({ label, from, to, open, late }) => ({
      label,
      value: open,
      text: number.format(open),
      href: listAddress(question, null, { of: "open", age_from: String(from), ...(to !== null && { age_to: String(to) }) }),
      ...lateBar(late),
    })),
  };
}

export function sourceChart({ period, from, to }: Figures, question: Question, language: string): BarChart {
  const number = new Intl.NumberFormat(language);
  const ways = Object.entries(period.by_source).sort(([, one], [, other]) => other - one);
  return {
    lead: say(ways.length > 0 ? "source.lead" : "source.none"),
    table: {
      columns: [{ title: say("source.way") }, { title: say("course.opened"), as: "number" }],
      rows: ways.map(([way, count]): Cell[] => [sourceWords(way), count]),
    },
    bars: ways.map(([source, count]) => ({
      label: sourceWords(source),
      value: count,
      text: number.format(count),
      href: listAddress(question, { from, to }, { of: "opened", source }),
    })),
  };
}

export function typeChart({ now }: Figures, question: Question, names: Names, language: string): BarChart {
  return {
    lead: say("type.lead", { count: now.by_type.length }),
    ...parts(now.by_type, say("type.kind"), language, ({ of }) => ({
      label: names.type(of),
      href: listAddress(question, null, { of: "open" }, { type: of }),
    })),
  };
}

export function areaChart({ now }: Figures, question: Question, names: Names, language: string): BarChart {
  const layer = now.by_layer ?? "";
  return {
    lead: say("area.lead"),
    ...parts(now.by_area, say("area.name"), language, ({ of }) => ({
      label: names.area(layer, of),
      href: listAddress(question, null, { of: "open" }, { layer, area: of }),
    })),
  };
}

export function departmentChart({ now }: Figures, question: Question, names: Names, language: string): BarChart {
  return {
    lead: say("department.lead"),
    ...parts(now.by_department, say("department.name"), language, ({ of }) => ({
      label: of ? names.department(of) : say("department.nobody"),
      href: listAddress(question, null, { of: "open" }, { department: of || NOBODY }),
    })),
  };
}

export const areaHome = (question: Question, layer: string, area: string): string => homeAddress({ ...question, department: "", layer, area });

function parts(of: Part[], title: string, language: string, told: (part: Part) => { label: string; href: string | undefined }): Omit<BarChart, "lead"> {
  const number = new Intl.NumberFormat(language);
  const shown = of.map((part) => ({ ...told(part), ...part }));
  return {
    table: {
      columns: [{ title }, { title: say("ages.open"), as: "number" }, { title: say("ages.late"), as: "number" }],
      rows: shown.map(({ label, open, late }): Cell[] => [label, open, late]),
    },
    bars: shown.slice(0, MOST_BARS).map(({ label, href, open, late }) => ({ label, href, value: open, text: number.format(open), ...lateBar(late) })),
  };
}

const lateBar = (late: number): Pick<Bar, "other"> =>
  late > 0 ? { other: { value: late, text: say("ages.late_of", { count: late }) } } : {};

function bandWords(from: number, to: number | null): string {
  if (to === null) return say("ages.over", { from });
  return from === to ? say("ages.one", { from }) : say("ages.to", { from, to });
}

const WAYS: Record<string, Key> = {
  web: "source.web",
  "web-basic": "source.basic",
  phone: "source.phone",
  app: "source.app",
  mail: "source.mail",
  counter: "source.counter",
  open311: "source.open311",
  import: "source.import",
};
/** Other ways are the names of the apps that were given a key. */
export function sourceWords(way: string): string {
  const words = WAYS[way];
  return words ? say(words) : way;
}
