/** Which types are offered first, and where a type's report begins. */
import type { ServiceType } from "../api/client";

const MOST = 8;

/** The types the city names first; a city that names none has those of its first groups, one of each in turn. */
export function offeredFirst(types: readonly ServiceType[], featured: readonly string[], most = MOST): ServiceType[] {
  const named = featured.flatMap((code) => types.find(({ service_code }) => service_code === code) ?? []);
  if (named.length) return named.slice(0, most);
  const turn = new Map<string, number>();
  const ranked = types.map((type) => {
    const place = turn.get(type.group.code) ?? 0;
    turn.set(type.group.code, place + 1);
    return { type, place };
  });
  return ranked
    .sort((one, other) => one.place - other.place)
    .slice(0, most)
    .map(({ type }) => type);
}

/** The report page, at this type. */
export const reportOf = (service_code: string): string => `/report/?type=${encodeURIComponent(service_code)}`;
