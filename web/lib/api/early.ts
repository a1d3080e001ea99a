/** Answers that were asked for before the page's own scripts were there (public/script/early.js). */
declare global {
  interface Window {
    hex311Early?: Record<string, Promise<Response>>;
  }
}

/** The answer on its way to a question, once; null where nobody asked early, or in vain. */
export async function earlyAnswer(url: string): Promise<Response | null> {
  const wanted = new URL(url);
  wanted.searchParams.sort(); // as the script does
  const asked = window.hex311Early?.[wanted.href];
  if (!asked) return null;
  delete window.hex311Early?.[wanted.href];
  return asked.catch(() => null);
}
