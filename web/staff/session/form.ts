/** What every form of signing in gets. */
import type { Key } from "../words";

export interface FormProps {
  attempt: (work: () => Promise<void>) => Promise<void>;
  busy: boolean;
  /** What was wrong with the last attempt. */
  problem: Key | null;
}
