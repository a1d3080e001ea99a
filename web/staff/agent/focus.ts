/** Whether the focus is still where it is now: whoever went on meanwhile is not called back by a slow answer. */
export function focusNow(): () => boolean {
  const there = document.activeElement;
  return () => document.activeElement === there || document.activeElement === document.body;
}
