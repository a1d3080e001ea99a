/** Where in these pages a refusal of the API belongs. */
import type { Problem } from "../../lib/api/ask";
import { randomName } from "../../lib/keep/visit";
import type { Refusal } from "../../lib/keep/outbox";
import { fieldOf, isShort } from "./questions";
import type { Step } from "./steps";
import type { Service } from "./wire";

interface Placed {
  step: Step;
  field: string;
  problem: Problem;
}

export interface PlacesOfRefusal {
  /** The step to mend it at; null when it belongs to no field. */
  step: Step | null;
  problems: Placed[];
  /** Questions that were asked for although we saw no reason. */
  insisted: string[];
  /** A new key, where the old one is used up. */
  key: string | null;
}

const WHOLE = new Set(["emergency", "outside_city", "idempotency_key_reused"]);

export function placesOfRefusal(service: Service | null, { code, problems }: Refusal): PlacesOfRefusal {
  const placed = problems.map((problem): Placed => {
    const { step, field } = fieldFor(service, problem.field);
    return { step: step === "details" && service && isShort(service) ? "send" : step, field, problem };
  });
  const insisted = problems.flatMap(({ field }) => questionOf(service, field)?.code ?? []);
  const key = code === "idempotency_key_reused" ? randomName() : null;
  if (WHOLE.has(code) || !placed.length) return { step: null, problems: [], insisted, key };
  return { step: placed.find(({ step }) => step !== "send")?.step ?? "send", problems: placed, insisted, key };
}

const FIELDS: Record<string, Omit<Placed, "problem">> = {
  lat: { step: "where", field: "point" },
  long: { step: "where", field: "point" },
  address: { step: "where", field: "address" },
  asset_id: { step: "where", field: "point" },
  photo_ids: { step: "details", field: "photos" },
  description: { step: "details", field: "description" },
  "reporter.email": { step: "send", field: "email" },
  "reporter.phone": { step: "send", field: "phone" },
};

function fieldFor(service: Service | null, name: string): Omit<Placed, "problem"> {
  const question = questionOf(service, name);
  if (question) return { step: "details", field: fieldOf(question) };
  return FIELDS[name] ?? { step: "send", field: "send" };
}

function questionOf(service: Service | null, name: string) {
  const code = /^answers\.(.+)$/.exec(name)?.[1];
  return service?.questions.find((each) => each.code === code);
}
