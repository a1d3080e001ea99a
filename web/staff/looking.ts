/**
 * Read something again and again for as long as somebody looks at the page: a hidden tab rests, and one that is looked at
 * again after a while reads at once.
 */

/** Reading never takes more than this part of the time, however slow it is. */
const PART = 10;

export type Page = Pick<Document, "visibilityState" | "addEventListener" | "removeEventListener">;

/** `read` is called `every_ms` after the last time ended. What comes back stops it. */
export function whileLookedAt(read: () => Promise<void>, every_ms: number, page: Page = document): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Date.now() + every_ms;
  let reading = false;
  let stopped = false;

  const later = (): void => {
    timer = setTimeout(seen, Math.max(0, due - Date.now()));
  };
  const seen = (): void => {
    clearTimeout(timer);
    if (stopped || reading || page.visibilityState !== "visible") return;
    if (Date.now() < due) later();
    else void again();
  };
  async function again(): Promise<void> {
    const began = Date.now();
    reading = true;
    await read().catch((fault: unknown) => console.warn(fault));
    reading = false;
    due = Date.now() + Math.max(every_ms, PART * (Date.now() - began));
    seen();
  }

  page.addEventListener("visibilitychange", seen);
  later();
  return () => {
    stopped = true;
    clearTimeout(timer);
    page.removeEventListener("visibilitychange", seen);
  };
}
