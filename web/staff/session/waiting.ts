/** Steps of a crew that wait on this device: how many, and their sending while another screen is open. */
import { deviceShelf } from "./kept";

const STEPS = "crew:step:";

/** How many of this person's steps wait here. */
export async function waitingOf(subject: string): Promise<number> {
  const steps = await (await deviceShelf()).all<{ by: string }>(STEPS);
  return steps.filter(({ by }) => by === subject).length;
}

/** Send them; what does it is loaded only where something waits. What comes back stops it. */
export function sendWhatWaits(): () => void {
  let stop: (() => void) | undefined;
  let gone = false;
  void start().catch((fault: unknown) => console.warn(fault));
  return () => {
    gone = true;
    stop?.();
  };

  async function start(): Promise<void> {
    const waiting = await (await deviceShelf()).all(STEPS);
    if (waiting.length === 0 || gone) return;
    const { crewOfDevice } = await import("../crew/of_device");
    const crew = await crewOfDevice();
    if (!gone) stop = crew.watch();
  }
}
