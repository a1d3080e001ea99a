/** Moments as an administrator reads them, in the city's own time. */
import { language } from "../../lib/i18n/words.svelte";
import { cityZone } from "../session/city.svelte";

export function moment(iso: string | null): string {
  if (!iso) return "";
  const parts = { dateStyle: "medium", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(language(), { ...parts, timeZone: cityZone() }).format(new Date(iso));
}
