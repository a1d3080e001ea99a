/** What the pages keep on the device: drafts, reports that wait to be sent, reports of its own. */

/** All things whose key begins like this. */
export const kept = (page, beginning) =>
  page.evaluate(
    (first) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("hex311");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          if (!database.objectStoreNames.contains("things")) return resolve([]);
          const range = IDBKeyRange.bound(first, `${first}\uffff`);
          const asked = database.transaction("things").objectStore("things").getAll(range);
          asked.onsuccess = () => {
            database.close();
            resolve(asked.result);
          };
          return undefined;
        };
      }),
    beginning,
  );

/** The draft of this tab; null when there is none. */
export async function draftOf(page) {
  const own = await page.evaluate(() => sessionStorage.getItem("hex311.draft"));
  return (await kept(page, "draft:")).find(({ id }) => id === own) ?? null;
}

/** The reports that wait to be sent, of this device. */
export const waitingReports = (page) => kept(page, "outbox:");

/** Put things there, as [key, thing]; the page that made the store has been opened before. */
export const keepThings = (page, things) =>
  page.evaluate(
    (entries) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("hex311");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction("things", "readwrite");
          for (const [key, thing] of entries) writing.objectStore("things").put(thing, key);
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    things,
  );

/** The photos that are kept, as they would be sent: their bytes as text. */
export const keptPhotos = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("hex311");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const range = IDBKeyRange.bound("photo:", "photo:\uffff");
          const asked = opening.result.transaction("things").objectStore("things").getAll(range);
          asked.onsuccess = async () => {
            opening.result.close();
            const read = async (blob) => new TextDecoder("latin1").decode(await blob.arrayBuffer());
            resolve(await Promise.all(asked.result.map(read)));
          };
        };
      }),
  );
