/**
 * What the device keeps for us: drafts, reports that wait to be sent, their photos. IndexedDB, which holds photos as
 * they are and survives the browser's end; where it is refused (some private windows do) the page's own memory, which
 * is lost with the page.
 */
import { openDB } from "idb";

export interface Shelf {
  get<Thing>(key: string): Promise<Thing | undefined>;
  put(key: string, thing: unknown): Promise<void>;
  remove(...keys: string[]): Promise<void>;
  /** All things whose key begins like this, in the order of their keys. */
  all<Thing>(beginning: string): Promise<Thing[]>;
}

const DATABASE = "hex311";
const STORE = "things";

export async function openShelf(): Promise<Shelf> {
  try {
    const database = await openDB(DATABASE, 1, { upgrade: (fresh) => void fresh.createObjectStore(STORE) });
    return {
      get: (key) => database.get(STORE, key),
      put: async (key, thing) => void (await database.put(STORE, thing, key)),
      remove: async (...keys) => void (await Promise.all(keys.map((key) => database.delete(STORE, key)))),
      all: (beginning) => database.getAll(STORE, IDBKeyRange.bound(beginning, `${beginning}\uffff`)),
    };
  } catch (fault) {
    console.warn("nothing can be kept on this device", fault);
    return memoryShelf();
  }
}

/** A shelf that is forgotten with the page. Things are copied, as IndexedDB does it. */
export function memoryShelf(): Shelf {
  const things = new Map<string, unknown>();
  return {
    get: async <Thing>(key: string) => structuredClone(things.get(key)) as Thing | undefined,
    put: async (key, thing) => void things.set(key, structuredClone(thing)),
    remove: async (...keys) => keys.forEach((key) => things.delete(key)),
    all: async <Thing>(beginning: string) =>
      [...things.entries()]
        .filter(([key]) => key.startsWith(beginning))
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, thing]) => structuredClone(thing) as Thing),
  };
}
