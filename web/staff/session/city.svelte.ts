/** The city that the app speaks of. */
import type { City } from "../../lib/api/client";

let city = $state.raw<City | null>(null);

export const theCity = (): City | null => city;

export function keepCity(found: City): void {
  city = found;
}

/** The time zone of due times; the reader's own until the city is known. */
export const cityZone = (): string => city?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
