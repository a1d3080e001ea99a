import { begin } from "../parts/begin";
import ReportApp from "./ReportApp.svelte";

begin(ReportApp);
// drafts and photos are kept on the device; the browser is asked not to clear them away
window.addEventListener("load", () => void navigator.storage?.persist?.());
