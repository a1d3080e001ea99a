/** Do something once, when an element comes near to what is seen: so that nothing is fetched that nobody looks at. */
import { untrack } from "svelte";

const NEAR = "400px";

export const whenSeen =
  (action: () => void) =>
  (element: Element): (() => void) => {
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        watcher.disconnect();
        untrack(action);
      },
      { rootMargin: NEAR },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  };
