/** The parts of the API that a report speaks to. */
import type { components } from "../../lib/api/schema";

export type { City, ServiceType } from "../../lib/api/client";
export type Services = components["schemas"]["Services"];
export type SubmitBody = components["schemas"]["SubmitRequest"];
export type Submitted = components["schemas"]["Submitted"];
export type PhotoTicket = components["schemas"]["PhotoTicket"];
export type Photo = components["schemas"]["Photo"];
export type AddressesFound = components["schemas"]["AddressesFound"];
export type AddressMatch = AddressesFound["matches"][number];
export type AssetsFound = components["schemas"]["AssetsFound"];
export type Asset = AssetsFound["assets"][number];
export type DuplicatesFound = components["schemas"]["DuplicatesFound"];
export type OpenCase = DuplicatesFound["duplicates"][number];
export type ClosedCase = DuplicatesFound["closed_before"][number];
/** A report near the place that may be the same thing. `closed_at` only where it was closed a short while ago. */
export type KnownCase = OpenCase & Partial<ClosedCase>;

/** What a map layer says of a place. */
export interface OverlayAnswer {
  layer: string;
  feature_id: string;
  name: string;
  attributes: Record<string, string>;
}

/** As domain/conditions.py reads it. */
export interface Condition {
  all?: Condition[];
  any?: Condition[];
  not?: Condition;
  answer?: string;
  overlay?: string;
  attribute?: string;
  equals?: string | number;
  any_of?: (string | number)[];
  present?: boolean;
}

export type Answer = string | number | string[];

export interface Question {
  code: string;
  label: string;
  type: "text" | "string" | "number" | "datetime" | "singlevaluelist" | "multivaluelist" | "notice";
  required: boolean;
  values: { key: string; name: string }[];
  when: Condition | null;
}

export interface Stopper {
  when: Condition | null;
  message: string;
  phone: string | null;
}

/** GET /api/v1/services/{service_code}. */
export interface Service {
  service_code: string;
  service_name: string;
  description: string;
  privacy: "public" | "blurred" | "private";
  photo: "none" | "optional" | "required";
  questions: Question[];
  stoppers: Stopper[];
  redirect: { name: string; phone: string | null; url: string | null; message: string } | null;
}
