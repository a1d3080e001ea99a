/** What the browser keeps for one visit (a tab) and for this device. A browser that refuses keeps it for the page. */
const memory = new Map<string, string>();

export interface Keeper {
  read(name: string): string | null;
  write(name: string, text: string): void;
  forget(name: string): void;
}

export const thisVisit = keeper(() => window.sessionStorage);
export const thisDevice = keeper(() => window.localStorage);

function keeper(open: () => Storage): Keeper {
  function attempt<Found>(action: (store: Storage) => Found, otherwise: Found): Found {
    try {
      return action(open());
    } catch {
      return otherwise; // storage is refused here
    }
  }
  return {
    read: (name) => attempt((store) => store.getItem(name), null) ?? memory.get(name) ?? null,
    write(name, text) {
      memory.set(name, text);
      attempt((store) => store.setItem(name, text), undefined);
    },
    forget(name) {
      memory.delete(name);
      attempt((store) => store.removeItem(name), undefined);
    },
  };
}

/** A random name nobody guesses, such as for an Idempotency-Key; also where crypto.randomUUID is not offered. */
export function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
