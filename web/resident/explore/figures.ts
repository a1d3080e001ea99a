/** The figures that the page shows: of the area and the whole city, now and a year before. */
import { get } from "../../lib/api/ask";
import type { components } from "../../lib/api/schema";
import { chosenGroup } from "../../lib/map/filters";
import type { Span } from "../../lib/places/days";
import { lastYear, stepOf, type Question } from "./question";

export type Explored = components["schemas"]["ExploredFigures"];
export type Sums = Explored["figures"];
export type Estimates = components["schemas"]["ExploredEstimates"];
export type Layer = components["schemas"]["ExploredLayers"]["layers"][number];

export interface Told {
  now: Explored;
  /** Null when last year's figures could not be had; the rest is worth seeing all the same. */
  before: Explored | null;
  span: Span;
}

export async function readFigures(question: Question, span: Span): Promise<Told> {
  const earlier = (): Promise<Explored> => ask(question, lastYear(span));
  const [now, before] = await Promise.all([ask(question, span), earlier().catch(earlier).catch(nothing)]);
  return { now, before, span };
}

function ask({ layer, area, type }: Question, span: Span): Promise<Explored> {
  const group = chosenGroup(type);
  return get<Explored>("/api/v1/explore", {
    ...(layer && area ? { layer, area } : {}),
    ...(group ? { group } : type ? { service_code: type } : {}),
    ...span,
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
