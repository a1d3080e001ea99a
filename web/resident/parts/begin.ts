/** How each of the resident's pages begins. */
import { mount, type Component } from "svelte";
import "../../lib/style/apps.css";
import { tellLanguage } from "./spoken.svelte";

/** Show the page; then have the service worker keep it, so that it opens without a connection too. */
export function begin(App: Component): void {
  const target = document.getElementById("app");
  if (!target) throw new Error("the page has no place for the app");
  target.replaceChildren(); // what stood there leads on where scripts do not load
  mount(App, { target });
  if ("serviceWorker" in navigator && import.meta.env.PROD) {
    // after the page, not before it
    window.addEventListener("load", () => void keep(navigator.serviceWorker).catch((fault: unknown) => console.warn(fault)));
  }
}

async function keep(workers: ServiceWorkerContainer): Promise<void> {
  await workers.register("/sw.js", { updateViaCache: "none" });
  const { active } = await workers.ready;
  if (active) tellLanguage(active);
  // The report page had a worker of its own once: two would keep the same page twice.
  const before = (await workers.getRegistrations()).filter(({ scope }) => new URL(scope).pathname === "/report/");
  await Promise.all(before.map((one) => one.unregister()));
}
