/** The service worker keeps the sentences of the language that is spoken. */
import { language } from "../../lib/i18n/words.svelte";

/** Tell the worker which language that is, now and whenever it changes. */
export function tellLanguage(worker: ServiceWorker): void {
  $effect.root(() => {
    $effect(() => worker.postMessage({ language: language() }));
  });
}
