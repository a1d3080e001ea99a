/** Taking part in a report that is there already, as orders for the outbox (lib/keep/outgoing.svelte.ts). */
import { language } from "../i18n/words.svelte";
import type { Order } from "../keep/outbox";
import { randomName, thisDevice } from "../keep/visit";
import type { KeptPhoto } from "../photos/photos";

/** The report that somebody takes part in. */
export interface Named {
  number: string;
  service_name: string;
  /** Opens a private one; whoever has no secret leaves it out. */
  secret?: string;
}

/** One more who has the same matter, perhaps with photos of it. The device keeps a random id: it counts once. */
export function meToo(about: Named, photos: KeptPhoto[] = []): Order<Named> {
  return { ...order("me-too", "me-too", about), photos, body: { device: deviceName(), language: language() } };
}

/** News of it by e-mail. The mail that follows holds the link that says yes. */
export function follow(about: Named, email: string): Order<Named> {
  return { ...order("follow", "followers", about), body: { email, language: language() } };
}

export function order(kind: string, act: string, about: Named): Omit<Order<Named>, "body"> {
  const path = `/api/v1/requests/${encodeURIComponent(about.number)}/${act}`;
  return { kind, path, about, headers: about.secret ? { "X-Follow-Secret": about.secret } : {} };
}

const DEVICE = "hex311.device";

function deviceName(): string {
  const known = thisDevice.read(DEVICE);
  if (known) return known;
  const fresh = randomName();
  thisDevice.write(DEVICE, fresh);
  return fresh;
}
