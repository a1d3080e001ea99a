/**
 * The staff app without a connection: its own service worker keeps its files. Asked for by the crew's screen only, so
 * that nobody else's computer keeps what it does not need.
 */
import { readCity } from "../../lib/frame/greet";
import { language } from "../../lib/i18n/words.svelte";

export async function keepShell(): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  try {
    await serviceWorker.register("/staff/sw.js", { scope: "/staff/" });
    if (serviceWorker.controller) return;
    await new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    // what was asked before the worker stood is asked once more, so that it is kept
    await readCity(language());
  } catch (fault) {
    console.warn(fault); // the app works as long as there is a connection
  }
}
