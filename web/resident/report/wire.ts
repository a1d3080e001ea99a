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

export type { Answer, Condition, OverlayAnswer, Question, Service, Stopper } from "../../lib/services/wire";
