/** The case on the screen: read when it is opened and whenever somebody has changed it; and who else looks at it. */
import { Refused } from "../../lib/api/ask";
import { announce } from "../../lib/frame/announce.svelte";
import { may } from "../rights";
import { me } from "../session/session.svelte";
import { act, attachPhotos, look, readCase, type Act, type CaseView } from "./wire";
import { say } from "./words";

export type Stage = "reading" | "there" | "missing" | "forbidden" | "failed";
/** After a call that found no answer. */
const AGAIN_MS = 20_000;

export class CaseFile {
  stage = $state<Stage>("reading");
  view = $state.raw<CaseView | null>(null);
  /** Colleagues who look at it too; an empty text where the login has no name. */
  others = $state.raw<string[]>([]);
  /** It was changed by somebody else while it stood here. */
  isNews = $state(false);
  #ended = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly number: string) {
    void this.open();
    document.addEventListener("visibilitychange", this.#seen);
  }

  async open(): Promise<void> {
    this.stage = "reading";
    try {
      this.view = await readCase(this.number);
      this.stage = "there";
      this.#seen();
    } catch (fault) {
      console.warn(fault);
      this.stage = stageOf(fault);
    }
  }

  /** Do something with it; throws what the API says against it, when somebody was quicker with the case as it now is. */
  async act(what: Act, body: Record<string, unknown>): Promise<void> {
    if (!this.view) return;
    try {
      this.#show(await act(this.view, what, body));
      this.isNews = false;
    } catch (fault) {
      if (fault instanceof Refused && fault.status === 409) await this.refresh();
      throw fault;
    }
  }

  async attach(photoIds: string[]): Promise<void> {
    this.#show(await attachPhotos(this.number, photoIds));
  }

  /** An answer that was overtaken by a later one is let go. */
  #show(view: CaseView): void {
    if (!this.view || view.version >= this.view.version) this.view = view;
  }

  /** Read it again without taking the screen away. */
  async refresh(): Promise<void> {
    try {
      this.#show(await readCase(this.number));
    } catch (fault) {
      console.warn(fault);
      // given to somebody else, it may be no business of ours any more; what merely fails may be asked again
      const stage = stageOf(fault);
      if (stage === "failed") return;
      this.view = null;
      this.stage = stage;
      announce(say(stage === "missing" ? "case.missing" : "case.forbidden"));
    }
  }

  /** Whether the signed-in person may do this with the case. */
  may(action: string): boolean {
    if (!this.view) return false;
    const { department, check_by, work_orders, privacy } = this.view;
    const concerned = new Set([department?.code, check_by, ...work_orders.map((order) => order.department)]);
    return [...concerned].some((code) => may(me(), action, code ?? "", privacy === "private"));
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#seen);
    if (this.stage === "there") void look(this.number, false).catch(console.warn);
  }

  readonly #seen = (): void => {
    clearTimeout(this.#timer);
    if (this.#ended || this.stage !== "there") return;
    if (document.hidden) void look(this.number, false).catch(console.warn);
    else void this.#look();
  };

  async #look(): Promise<void> {
    let again = AGAIN_MS;
    try {
      const { others, version, again_in_s } = await look(this.number, true);
      this.others = others.map(({ name }) => name);
      again = again_in_s * 1_000;
      if (this.view && version > this.view.version) await this.#renew();
    } catch (fault) {
      console.warn(fault);
    }
    if (!this.#ended && !document.hidden) this.#timer = setTimeout(() => void this.#look(), again);
  }

  async #renew(): Promise<void> {
    const before = this.view?.version ?? 0;
    await this.refresh();
    const news = this.view?.history.filter(({ version, actor }) => version > before && !actor.includes(me().subject)) ?? [];
    if (news.length === 0) return;
    this.isNews = true;
    announce(say("case.news"));
  }
}

function stageOf(fault: unknown): "missing" | "forbidden" | "failed" {
  const status = fault instanceof Refused ? fault.status : 0;
  return status === 404 ? "missing" : status === 403 ? "forbidden" : "failed";
}
