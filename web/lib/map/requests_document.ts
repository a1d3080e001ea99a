/** Where the requests' tiles are and how to watch them: /tiles/requests.json (docs/map-tiles.md). */
import { fileOf } from "../api/reach";

export interface RequestsDocument {
  requests: { tiles: string; min_zoom: number; max_zoom: number; source_layer: string };
  hexes: { tiles: string; zoom: number; show_from: number; show_to: number; source_layer: string }[];
  bounds: [number, number, number, number];
  pulse: { points: number; seconds: number; again_after: number };
}

/** The document; null while the city has no tiles yet. */
export const readRequestsDocument = (): Promise<RequestsDocument | null> => fileOf("/tiles/requests.json");
