/**
 * The reports of this device: filed from it, joined or followed from it. They are kept here and nowhere else, with the
 * state that was last seen, so that they can be looked up without an account and without a connection; the reader can
 * forget one or all. A browser that refuses to keep anything has none.
 */
import type { components } from "../api/schema";
import type { Shelf } from "./shelf";

type ServiceRequest = components["schemas"]["ServiceRequest"];

/** What somebody of this device did. */
export type Part = "reported" | "joined" | "followed";

/** The state that was last seen. Words are the API's, in the language spoken then. */
export interface Seen extends Pick<ServiceRequest, "status" | "status_text" | "closed_at"> {
  /** By when it is expected to be done; null where nothing is said. */
  expected_at: string | null;
  /** Milliseconds since 1970, as all times of this device. */
  seen_at: number;
}

export interface Mine {
  number: string;
  service_name: string;
  part: Part;
  since: number;
  /** The secret of the reporter's own link; empty where there is none. */
  secret: string;
  seen: Seen | null;
}

const MINE = "mine:";
const RANK: Record<Part, number> = { reported: 3, joined: 2, followed: 1 };

export class MyReports {
  constructor(private readonly shelf: Shelf) {}

  /** The newest first. */
  async all(): Promise<Mine[]> {
    const all = await this.shelf.all<Mine>(MINE);
    return all.sort((one, other) => other.since - one.since || (one.number < other.number ? -1 : 1));
  }

  /** Remember a report. Who reported it and follows it too has still reported it; a secret is never lost. */
  async note(number: string, { service_name = "", part, secret = "" }: Pick<Mine, "part"> & Partial<Mine>, now = Date.now()): Promise<void> {
    const before = await this.shelf.get<Mine>(MINE + number);
    const mine: Mine = {
      number,
      service_name: service_name || before?.service_name || "",
      part: before && RANK[before.part] > RANK[part] ? before.part : part,
      since: before?.since ?? now,
      secret: secret || before?.secret || "",
      seen: before?.seen ?? null,
    };
    await this.shelf.put(MINE + number, mine);
  }

  /** Note how a report stands, if it is one of this device; others are not remembered. */
  async saw(request: ServiceRequest, now = Date.now()): Promise<void> {
    const key = MINE + request.service_request_id;
    const mine = await this.shelf.get<Mine>(key);
    if (!mine) return;
    const { status, status_text, closed_at, estimate, service_name } = request;
    const seen: Seen = { status, status_text, closed_at, expected_at: estimate?.expected_at ?? null, seen_at: now };
    await this.shelf.put(key, { ...mine, service_name, seen });
  }

  async forget(number: string): Promise<void> {
    await this.shelf.remove(MINE + number);
  }

  async forgetAll(): Promise<void> {
    const all = await this.all();
    await this.shelf.remove(...all.map(({ number }) => MINE + number));
  }
}

/** What the outbox sends that makes a report one of this device (lib/keep/outbox.ts). */
const PARTS: Record<string, Part> = { report: "reported", "me-too": "joined", follow: "followed" };

interface Arrived {
  kind: string;
  about: unknown;
}

/** Remember the report that an order of the outbox was about, now that it has arrived. */
export async function noteArrived(shelf: Shelf, { kind, about }: Arrived, answer: unknown): Promise<void> {
  const part = PARTS[kind];
  if (!part) return;
  const { number: known, service_name, secret } = (about ?? {}) as Partial<Mine>;
  const { service_request_id, follow_url } = (answer ?? {}) as Partial<components["schemas"]["Submitted"]>;
  const number = part === "reported" ? service_request_id : known;
  if (!number) return;
  const own = part === "reported" && follow_url ? secretOf(follow_url) : secret;
  await new MyReports(shelf).note(number, { part, ...(service_name && { service_name }), ...(own && { secret: own }) });
}

/** The secret of the reporter's own link (`…/request/#NUMBER.SECRET`). */
export const secretOf = (followUrl: string): string => new URL(followUrl).hash.split(".").slice(1).join(".");

/** The status page of a report of this device. */
export const pageOf = ({ number, secret }: Pick<Mine, "number" | "secret">): string =>
  `/request/#${encodeURIComponent(number)}${secret && `.${secret}`}`;
