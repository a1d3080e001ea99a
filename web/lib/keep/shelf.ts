/**
 * What the device keeps for us: drafts, reports that wait to be sent, their photos. IndexedDB, which holds photos as
 * they are and survives the browser's end; where it is refused (some private windows do), or has no room left, the
 * page's own memory, which is lost with the page.
 */
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
    const database = await openDatabase();
    const reading = (): IDBObjectStore => database.transaction(STORE).objectStore(STORE);
    /** What was written is kept when its transaction is complete, not before. */
    const writing = (write: (things: IDBObjectStore) => void): Promise<void> =>
      new Promise((resolve, reject) => {
        const transaction = database.transaction(STORE, "readwrite");
        transaction.oncomplete = () => resolve();
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
        write(transaction.objectStore(STORE));
        // Whoever types and leaves in the same moment has typed it: what is committed outlives the page, what would
        // commit by itself later is given up with it. (Older browsers have the second only.)
        transaction.commit?.();
      });
    const within = (beginning: string): IDBKeyRange => IDBKeyRange.bound(beginning, `${beginning}\uffff`);
    return withMemory({
      get: (key) => outcome(reading().get(key)),
      put: (key, thing) => writing((things) => things.put(thing, key)),
      remove: (...keys) => writing((things) => keys.forEach((key) => things.delete(key))),
      keys: (beginning) => outcome(reading().getAllKeys(within(beginning))) as Promise<string[]>,
      all: (beginning) => outcome(reading().getAll(within(beginning))),
    });
  } catch (fault) {
    console.warn("nothing can be kept on this device", fault);
    return memoryShelf();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE);
  return outcome(opening);
}

const outcome = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

interface Store extends Shelf {
  /** In the order of `all`. */
  keys(beginning: string): Promise<string[]>;
}

/** What the store has no room for stands in the page's memory, before what the store still has under its key. */
export function withMemory(store: Store, things = new Map<string, unknown>()): Shelf {
  const memory = memoryShelf(things);
  return {
    get: async (key) => (things.has(key) ? memory.get(key) : store.get(key)),
    async put(key, thing) {
      try {
        await store.put(key, thing);
        things.delete(key);
      } catch (fault) {
        console.warn("there is no room on this device", fault);
        await memory.put(key, thing);
      }
    },
    async remove(...keys) {
      await memory.remove(...keys);
      await store.remove(...keys);
    },
    async all<Thing>(beginning: string) {
      if (!things.size) return store.all<Thing>(beginning);
      const [keys, kept] = await Promise.all([store.keys(beginning), store.all<Thing>(beginning)]);
      const all = new Map([...keys.entries()].map(([at, key]) => [key, kept[at]]));
      for (const [key, thing] of things) if (key.startsWith(beginning)) all.set(key, structuredClone(thing) as Thing);
      return [...all.keys()].sort().map((key) => all.get(key) as Thing);
    },
  };
}

/** A shelf that is forgotten with the page. Things are copied, as IndexedDB does it. */
export function memoryShelf(things = new Map<string, unknown>()): Shelf {
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
