/** The figures and the lists behind them, read from the staff API. */
import type { components, operations } from "../../lib/api/schema";
import type { Span } from "../../lib/places/days";
import { api, read } from "../api";
import type { Page } from "../listed.svelte";
import type { Filters, Which } from "./question";

export type Figures = components["schemas"]["Overview"];
export type Period = Figures["period"];
export type Waiting = components["schemas"]["OverviewAttention"];
export type Row = components["schemas"]["FigureCases"]["requests"][number];
export type Calls = components["schemas"]["InformationCalls"];

export const readFigures = (which: Which, span: Span, by: string): Promise<Figures> =>
  read(() => api.GET("/api/v1/staff/overview", { params: { query: { ...which, ...span, ...(by && { by }) } } }));

export const readWaiting = (department: string): Promise<Waiting> =>
  read(() => api.GET("/api/v1/staff/overview/attention", { params: { query: department ? { department } : {} } }));

type Asked = NonNullable<operations["list_figure_cases"]["parameters"]["query"]>;
const AT_ONCE = 100;

/** A page of the requests behind a figure. */
export async function readCases(which: Which, span: Span | null, filters: Filters, cursor: string | null): Promise<Page<Row>> {
  const { age_from: from, age_to: to, ...words } = filters;
  const ages = { ...(from && { age_from: Number(from) }), ...(to && { age_to: Number(to) }) };
  const query: Asked = { ...which, ...span, ...words, ...ages, limit: AT_ONCE, ...(cursor && { cursor }) };
  const { requests, next } = await read(() => api.GET("/api/v1/staff/requests", { params: { query } }));
  return { items: requests, next };
}

/** Calls of these days that asked something and filed nothing. */
export const readCalls = (span: Span): Promise<Calls> => read(() => api.GET("/api/v1/staff/information-calls", { params: { query: span } }));
