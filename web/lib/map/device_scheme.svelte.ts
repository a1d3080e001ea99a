/** Whether the device wants light or dark colours; what follows from them by style sheets needs none of this. */
import { MediaQuery } from "../frame/media.svelte";
import type { Scheme } from "./map_document";

/** Begin it while a component is set up; it ends with the component. */
export function deviceScheme(): { readonly current: Scheme } {
  const dark = new MediaQuery("(prefers-color-scheme: dark)");
  return {
    get current() {
      return dark.current ? "dark" : "light";
    },
  };
}
