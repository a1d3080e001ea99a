/** One line that is read out to people who do not see what happened. */
let line = $state("");

export const announced = (): string => line;

/** Read something out. The same words twice are only heard when the line was empty in between. */
export function announce(text: string): void {
  line = "";
  setTimeout(() => {
    line = text;
  }, 50);
}
