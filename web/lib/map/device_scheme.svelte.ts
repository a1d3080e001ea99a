/** Whether the device wants light or dark colours; what follows from them by style sheets needs none of this. */
import type { Scheme } from "./map_document";

const DARK = "(prefers-color-scheme: dark)";

/** Begin it while a component is set up; it ends with the component. */
export function deviceScheme(): { readonly current: Scheme } {
  const media = window.matchMedia(DARK);
  let scheme = $state.raw<Scheme>(media.matches ? "dark" : "light");
  $effect(() => {
    const look = (): void => void (scheme = media.matches ? "dark" : "light");
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  });
  return {
    get current() {
      return scheme;
    },
  };
}
