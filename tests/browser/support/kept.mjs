/** What the report page keeps on the device: drafts, and reports that wait to be sent. */

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
