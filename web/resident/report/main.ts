import { mount } from "svelte";
import "../../lib/style/apps.css";
import ReportApp from "./ReportApp.svelte";

const target = document.getElementById("app");
if (!target) throw new Error("the page has no place for the app");
mount(ReportApp, { target });

// What the page is made of is kept, so that it opens without a connection; after the page, not before it.
if ("serviceWorker" in navigator && import.meta.env.PROD) {
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("/report/sw.js").catch((fault: unknown) => console.warn(fault));
    void navigator.storage?.persist?.();
  });
}
