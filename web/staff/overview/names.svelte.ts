/** How people call the types, groups, layers and areas that figures are told by. A name that is not there is its code. */
import { get } from "../../lib/api/ask";
import type { ServiceType } from "../../lib/api/client";
import { language } from "../../lib/i18n/words.svelte";
import { readAreas, type Area } from "../../lib/map/areas";
import { readMapDocument, titleOf } from "../../lib/map/map_document";
import { chosenGroup } from "../../lib/map/filters";
import { me } from "../session/session.svelte";

export class Names {
  types = $state.raw<ServiceType[]>([]);
  #areas = $state.raw<Record<string, Area[]>>({});
  #layers = $state.raw<Record<string, string>>({});

  /** Names come after the numbers where they are slow; a fault leaves the codes. */
  async load(): Promise<void> {
    const spoken = language();
    const [services, map] = await Promise.allSettled([
      get<{ services: ServiceType[] }>("/api/v1/services", { lang: spoken }),
      readMapDocument(),
    ]);
    if (spoken !== language()) return;
    if (services.status === "fulfilled") this.types = services.value.services;
    if (map.status === "fulfilled" && map.value)
      this.#layers = Object.fromEntries(map.value.layers.map((layer) => [layer.layer, titleOf(layer, language()).text]));
  }

  async loadAreas(layer: string): Promise<void> {
    if (!layer || this.#areas[layer]) return;
    try {
      const found = (await readMapDocument())?.layers.find((one) => one.layer === layer);
      const areas = found ? await readAreas(found) : null;
      if (areas) this.#areas = { ...this.#areas, [layer]: areas };
    } catch (fault) {
      console.warn(fault); // then they are known by their codes
    }
  }

  type = (code: string): string => this.types.find((one) => one.service_code === code)?.service_name ?? code;
  group = (code: string): string => this.types.find((one) => one.group.code === code)?.group.name ?? code;
  /** A type or a group, as it is chosen. */
  chosen = (choice: string): string => (chosenGroup(choice) === null ? this.type(choice) : this.group(chosenGroup(choice) ?? ""));
  department = (code: string): string => me().city_departments.find((one) => one.code === code)?.name ?? code;
  layer = (code: string): string => this.#layers[code] ?? code;
  area = (layer: string, id: string): string => this.#areas[layer]?.find((one) => one.id === id)?.name ?? id;
}
