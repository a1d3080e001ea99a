/** The figures one by one: what each is called, says, is compared with, counts, and where its requests are listed. */
import type { Figures, Period } from "./figures";
import { listAddress, type Filters, type Question } from "./question";
import { say, type Key } from "./words";

export interface Tile {
  id: string;
  label: string;
  text: string;
  /** Where the requests of it are; none where it has none. */
  href?: string | undefined;
  /** Parts of it, with lists of their own. */
  parts?: { text: string; href: string }[];
  /** What it was before, or what else has to be said. */
  aside?: string;
  what: string;
}

interface Told {
  number: (value: number) => string;
  share: (value: number | null) => string;
  days: (value: number | null) => string;
}

function telling(language: string): Told {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  return {
    number: (value) => number.format(value),
    share: (value) => (value === null ? "–" : percent.format(value)),
    days: (value) => (value === null ? "–" : say("days", { count: value })),
  };
}

export function nowTiles({ now, opened_today: opened, closed_today: closed, today }: Figures, question: Question, language: string): Tile[] {
  const { number, days } = telling(language);
  const open = (filters: Filters = {}): string => listAddress(question, null, { of: "open", ...filters });
  const onToday = (of: string): string => listAddress(question, { from: today, to: today }, { of });
  return [
    tile("open", number(now.open), open()),
    tile("late", number(now.late), open({ on_time: "no" })),
    tile("median_open", days(now.median_age_days), older(now.median_age_days, open)),
    tile("p90_open", days(now.p90_age_days), older(now.p90_age_days, open)),
    tile("opened_today", number(opened), onToday("opened")),
    tile("closed_today", number(closed), onToday("closed")),
  ];
}

export function periodTiles({ period, before, from, to }: Figures, question: Question, language: string): Tile[] {
  const { number, share, days } = telling(language);
  const list = (of: string, filters: Filters = {}): string => listAddress(question, { from, to }, { of, ...filters });
  const than = (value: string): string => (value === "–" ? say("before_none") : say("before", { value }));
  return [
    { ...tile("opened", number(period.opened), list("opened")), aside: than(number(before.opened)) },
    { ...tile("closed", number(period.closed), list("closed")), aside: than(number(before.closed)) },
    cohort(period, before, list, share, than),
    {
      ...tile("on_time", share(period.on_time_share)),
      parts: [
        { text: say("on_time_count", { count: period.on_time }), href: list("closed", { on_time: "yes" }) },
        { text: say("late_count", { count: period.late }), href: list("closed", { on_time: "no" }) },
      ],
      aside: than(share(before.on_time_share)),
    },
    {
      ...tile("reopened", number(period.reopened), list("reopened")),
      aside: [
        ...(period.reopened_share === null ? [] : [say("of_closings", { share: share(period.reopened_share) })]),
        than(before.reopened_share === null ? number(before.reopened) : `${number(before.reopened)} (${share(before.reopened_share)})`),
      ].join("; "),
    },
    {
      ...tile("median_closed", days(period.median_age_days), older(period.median_age_days, (filters) => list("closed", filters))),
      aside: than(days(before.median_age_days)),
    },
    {
      ...tile("p90_closed", days(period.p90_age_days), older(period.p90_age_days, (filters) => list("closed", filters))),
      aside: than(days(before.p90_age_days)),
    },
  ];
}

function tile(id: string, text: string, href?: string): Tile {
  return { id, label: say(`tile.${id}` as Key), text, href, what: say(`what.${id}` as Key) };
}

function older(days: number | null, list: (filters: Filters) => string): string | undefined {
  return days === null ? undefined : list({ age_from: String(days) });
}

function cohort(
  { cohort: now }: Period,
  { cohort: before }: Period,
  list: (of: string, filters: Filters) => string,
  share: Told["share"],
  than: (value: string) => string,
): Tile {
  if (!now) return { ...tile("cohort", "–"), aside: say("not_for_areas") };
  return {
    ...tile("cohort", share(now.share)),
    parts: [
      { text: say("kept", { count: now.kept }), href: list("opened", { on_time: "yes" }) },
      { text: say("broken", { count: now.broken }), href: list("opened", { on_time: "no" }) },
    ],
    aside: than(share(before?.share ?? null)),
  };
}
