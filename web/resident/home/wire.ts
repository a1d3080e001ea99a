/** The parts of the API that the home page reads. */
import type { components } from "../../lib/api/schema";

export type { City, ServiceType } from "../../lib/api/client";
export type Services = components["schemas"]["Services"];
export type Knowledge = components["schemas"]["Knowledge"];
export type Article = Knowledge["articles"][number];
export type AddressesFound = components["schemas"]["AddressesFound"];
export type AddressMatch = AddressesFound["matches"][number];
export type MyCity = components["schemas"]["MyCity"];
export type ServiceRequest = components["schemas"]["ServiceRequest"];
