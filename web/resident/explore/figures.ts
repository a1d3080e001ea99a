/** The figures that the page shows: of the area and the whole city, now and a year before. */
import { get } from "../../lib/api/ask";
import type { components } from "../../lib/api/schema";
import { chosenGroup } from "../../lib/map/filters";
import type { Span } from "../../lib/places/days";
import { lastYear, stepOf, USUAL, type Question } from "./question";

export type Explored = components["schemas"]["ExploredFigures"];
export type Sums = Explored["figures"];
export type Estimates = components["schemas"]["ExploredEstimates"];
export type Layer = components["schemas"]["ExploredLayers"]["layers"][number];

export interface Told {
  now: Explored;
  /** Not there while they are read; null when last year's figures could not be had. The rest is worth seeing all the same. */
  before?: Explored | null;
  span: Span;
}

/** Those of now, and as soon as they are here those of last year with them. */
export async function* readFigures(question: Question, span: Span): AsyncGenerator<Told> {
  const ofLastYear = (): Promise<Explored> => ask(question, lastYear(span));
  const reading = ofLastYear().catch(ofLastYear).catch(nothing);
  // the usual days need not be named: the city knows its own today, and the page has asked early (index.html)
  const now = await ask(question, span, question.period === USUAL.period ? {} : span);
  const told: Told = { now, span: { from: now.from, to: now.to } };
  yield told;
  yield { ...told, before: await reading };
}

function ask({ layer, area, type }: Question, span: Span, days: Partial<Span> = span): Promise<Explored> {
  const group = chosenGroup(type);
  return get<Explored>("/api/v1/explore", {
    ...(layer && area ? { layer, area } : {}),
    ...(group ? { group } : type ? { service_code: type } : {}),
    ...days,
    step: stepOf(span),
  });
}

export const readLayers = async (): Promise<Layer[]> => (await get<{ layers: Layer[] }>("/api/v1/explore/layers")).layers;

/** How dates came true: of every type and all together. */
export const readEstimates = (): Promise<Estimates> => get<Estimates>("/api/v1/explore/estimates", { by: "type" });

/** The map layers' areas that hold a place. */
export interface Answer {
  layer: string;
  layer_name: string;
  feature_id: string;
  name: string;
}

export async function readAreasOf(point: { lat: number; long: number }): Promise<Answer[]> {
  return (await get<{ overlay: Answer[] }>("/api/v1/overlay", point)).overlay;
}

function nothing(fault: unknown): null {
  console.warn(fault);
  return null;
}
