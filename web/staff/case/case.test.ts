/** A case on the screen, where answers come in another order than they were asked for. */
import { beforeEach, expect, test, vi } from "vitest";
import { CaseFile } from "./case.svelte";
import { act, look, readCase, type CaseView } from "./wire";

vi.mock("./wire", () => ({ act: vi.fn(), attachPhotos: vi.fn(), look: vi.fn(), readCase: vi.fn() }));
vi.mock("../../lib/frame/announce.svelte", () => ({ announce: () => undefined }));
vi.mock("../session/session.svelte", () => ({ me: () => ({ subject: "me" }) }));
vi.mock("./words", () => ({ say: (key: string) => key }));

const view = (version: number): CaseView => ({ service_request_id: "26-1", version, history: [] }) as unknown as CaseView;

beforeEach(() => {
  vi.stubGlobal("document", { hidden: false, addEventListener: () => undefined, removeEventListener: () => undefined });
  vi.mocked(look).mockResolvedValue({ others: [], version: 1, again_in_s: 20 });
});

test("a reading that was overtaken by a step does not bring back what was before it", async () => {
  vi.mocked(readCase).mockResolvedValueOnce(view(1));
  const file = new CaseFile("26-1");
  await vi.waitFor(() => expect(file.stage).toBe("there"));
  let late: (found: CaseView) => void = () => undefined;
  vi.mocked(readCase).mockReturnValueOnce(new Promise((found) => (late = found)));
  const reading = file.refresh();
  vi.mocked(act).mockResolvedValueOnce(view(2));
  await file.act("ask", {});
  late(view(1));
  await reading;
  file.end();
  expect(file.view?.version).toBe(2);
});
