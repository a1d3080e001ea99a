/** One line that is read out to people who do not see what happened. */
const line = $state({ text: "" });

export const announced = (): string => line.text;

/** Read something out. The same words twice are only heard when the line was empty in between. */
export function announce(text: string): void {
  line.text = "";
  setTimeout(() => {
    line.text = text;
  }, 50);
}
