/** The service workers as browsers run them, with a network and a store of our own. */
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { workerOf } from "./resident.ts";
import { staffWorkerOf } from "./staff.ts";

const DOOR = "https://city.test";
const DAY_MS = 24 * 3_600_000;

type Asked = { url: string; method: string; mode: string };
type Handler = (event: Record<string, unknown>) => void;

class Device {
  readonly stores = new Map<string, Map<string, Response>>();
  readonly handlers = new Map<string, Handler>();
  unregistered = false;
  network: (path: string) => Promise<Response> = async (path) => new Response(`new ${path}`);

  run(source: string): void {
    const self = {
      location: { origin: DOOR },
      addEventListener: (name: string, handler: Handler) => this.handlers.set(name, handler),
      skipWaiting: async () => undefined,
      clients: { claim: async () => undefined },
      registration: { unregister: async () => (this.unregistered = true) },
    };
    const fetch = async (asked: Asked) => this.network(new URL(asked.url).pathname);
    const Request = class {
      readonly url: string;
      constructor(file: string) {
        this.url = DOOR + file;
      }
    };
    const { console, setTimeout, Promise, Response, URL, Date } = globalThis;
    runInContext(source, createContext({ self, caches: this.caches(), fetch, Request, console, setTimeout, Promise, Response, URL, Date }));
  }

  private caches(): unknown {
    const key = (asked: string | Asked): string => (typeof asked === "string" ? asked : asked.url.replace(DOOR, ""));
    const open = async (name: string) => {
      const store = this.stores.get(name) ?? new Map<string, Response>();
      this.stores.set(name, store);
      const put = async (asked: string | Asked, answer: Response) => void store.set(key(asked), answer);
      return {
        put,
        add: async (file: string) => put(file, await this.network(file)),
        match: async (asked: string | Asked) => store.get(key(asked))?.clone(),
        addAll: async (files: Asked[]) => {
          for (const file of files) await put(file, await this.network(key(file)));
        },
      };
    };
    return { open, keys: async () => [...this.stores.keys()], delete: async (name: string) => this.stores.delete(name) };
  }

  async tell(name: "install" | "activate" | "message", data?: unknown): Promise<void> {
    let done: Promise<unknown> = Promise.resolve();
    this.handlers.get(name)?.({ data, waitUntil: (promise: Promise<unknown>) => (done = promise) });
    await done;
  }

  /** The worker's answer; null when it leaves the question to the browser. */
  async ask(path: string, { method = "GET", mode = "cors" } = {}): Promise<string | null> {
    let answer: Promise<Response> | null = null;
    const request = { url: path.startsWith("http") ? path : DOOR + path, method, mode };
    this.handlers.get("fetch")?.({
      request,
      respondWith: (promise: Promise<Response>) => (answer = promise),
      waitUntil: () => undefined,
    });
    return answer ? (await (answer as Promise<Response>)).text() : null;
  }
}

const WORDS = { "/": { es: ["/assets/es-home.js"] }, "/report/": { es: ["/assets/es-report.js"], ar: ["/assets/ar-report.js"] } };
const WORKER = workerOf({ "/": ["/assets/home.js"], "/report/": ["/assets/report.js"] }, WORDS, "");
const broken = async (): Promise<Response> => Promise.reject(new TypeError("no network"));
let device: Device;

beforeEach(async () => {
  vi.useFakeTimers({ now: new Date("2026-11-22T10:00:00Z") });
  device = new Device();
  device.network = async (path) => new Response(`old ${path}`);
  device.run(WORKER);
  await device.tell("install");
  await device.tell("activate");
  device.network = async (path) => new Response(`new ${path}`);
});
afterEach(() => void vi.useRealTimers());

describe("the worker of the pages", () => {
  test.each([
    ["/basic/", { mode: "navigate" }],
    ["/basic/report", { mode: "navigate" }],
    ["/map/", { mode: "navigate" }],
    ["/work/", { mode: "navigate" }],
    ["/staff/", { mode: "navigate" }],
    ["/explore/", { mode: "navigate" }], // not one of these pages
    ["/report/", {}], // asked by a script, not opened
    ["/api/v1/requests", { method: "POST" }],
    ["/api/v1/requests/234-567-8C", {}],
    ["/api/v1/my-city?lat=1&long=2", {}],
    ["/api/v1/city/more", {}],
    ["/api/v1/staff/cases", {}],
    ["/api/v1/services/pothole/more", {}],
    ["/open311/v2/requests.json", {}],
    ["/tiles/map.json", {}],
    ["/photos/a.jpg", {}],
    ["/assets/map.js", {}],
    ["https://elsewhere.test/report/", { mode: "navigate" }],
  ])("leaves %s %o alone", async (path, options) => expect(await device.ask(path, options)).toBeNull());

  test("shows the pages and their files as they were kept together, whatever the query", async () => {
    expect(await device.ask("/report/?type=pothole", { mode: "navigate" })).toBe("old /report/");
    expect(await device.ask("/", { mode: "navigate" })).toBe("old /");
    expect(await device.ask("/assets/home.js")).toBe("old /assets/home.js");
  });

  test("asks for the page first when the kept one is old, and shows that one only without an answer", async () => {
    vi.setSystemTime(Date.now() + 15 * DAY_MS);
    expect(await device.ask("/", { mode: "navigate" })).toBe("new /");
    device.network = broken;
    expect(await device.ask("/", { mode: "navigate" })).toBe("old /");
    device.network = async () => new Promise(() => undefined);
    const answer = device.ask("/", { mode: "navigate" });
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await answer).toBe("old /");
  });

  test("prefers the city's answer, and has the last one when it is down or away", async () => {
    expect(await device.ask("/api/v1/services?lang=en")).toBe("new /api/v1/services");
    device.network = async () => new Response("overloaded", { status: 503 });
    expect(await device.ask("/api/v1/services?lang=en")).toBe("new /api/v1/services");
    device.network = broken;
    expect(await device.ask("/api/v1/services?lang=en")).toBe("new /api/v1/services");
    device.network = async () => new Response("gone", { status: 404 });
    expect(await device.ask("/api/v1/services?lang=en")).toBe("gone");
    device.network = broken;
    await expect(device.ask("/api/v1/services?lang=es")).rejects.toThrow("no network");
  });

  test("keeps the sentences of the language that is spoken, also in the next release, and no others", async () => {
    await device.tell("message", { language: "es" });
    await device.tell("message", { language: "en" });
    await device.tell("message", { language: "es" });
    device.network = broken;
    expect(await device.ask("/assets/es-report.js")).toBe("new /assets/es-report.js");
    await expect(device.ask("/assets/ar-report.js")).rejects.toThrow("no network");
    device.network = async (path) => new Response(`newer ${path}`);
    device.run(workerOf({ "/": ["/assets/home.js"] }, { "/": { es: ["/assets/es-newer.js"] } }, "another release"));
    await device.tell("install");
    device.network = broken;
    expect(await device.ask("/assets/es-newer.js")).toBe("newer /assets/es-newer.js");
  });

  test("takes the shells of earlier releases away, and nobody else's", async () => {
    for (const name of ["hex311-shell-before", "hex311-report-before", "hex311-answers", "another"]) device.stores.set(name, new Map());
    await device.tell("activate");
    expect([...device.stores.keys()].filter((name) => !/^hex311-shell-\w{12}$/.test(name)).sort()).toEqual(["another", "hex311-answers"]);
  });
});

test("the worker that only the report page had gives way", async () => {
  const before = new Device();
  before.stores.set("hex311-report-abc", new Map());
  before.stores.set("hex311-answers", new Map());
  before.run(readFileSync(new URL("../public/report/sw.js", import.meta.url), "utf8"));
  await before.tell("install");
  await before.tell("activate");
  expect([...before.stores.keys()]).toEqual(["hex311-answers"]);
  expect(before.unregistered).toBe(true);
  expect(await before.ask("/report/", { mode: "navigate" })).toBeNull();
});

describe("the worker of the staff app", () => {
  let crew: Device;
  beforeEach(async () => {
    crew = new Device();
    crew.network = async (path) => new Response(`old ${path}`);
    crew.run(staffWorkerOf(["/icon.svg", "/assets/staff.js"], "<p>"));
    await crew.tell("install");
    await crew.tell("activate");
    crew.network = async (path) => new Response(`new ${path}`);
  });

  test.each([
    ["/", { mode: "navigate" }],
    ["/staff/config.json.bak", {}],
    ["/api/v1/staff/me", {}],
    ["/api/v1/staff/crews/c/route?date=2026-11-22", {}],
    ["/api/v1/staff/requests/234-567-8C/photos", {}],
    ["/photos/a.jpg", {}],
    ["/assets/maplibre.js", {}],
    ["/api/v1/city", { method: "POST" }],
  ])("leaves %s %o alone: nothing of a case is kept", async (path, options) => expect(await crew.ask(path, options)).toBeNull());

  test("has the page of today where it comes, and its own without a connection", async () => {
    expect(await crew.ask("/staff/", { mode: "navigate" })).toBe("new /staff/");
    crew.network = broken;
    expect(await crew.ask("/staff/", { mode: "navigate" })).toBe("old /staff/");
    expect(await crew.ask("/assets/staff.js")).toBe("old /assets/staff.js");
    expect(await crew.ask("/staff/config.json")).toBe("old /staff/config.json");
  });

  test("on a line that hardly carries, the kept page comes after five seconds", async () => {
    crew.network = async () => new Promise(() => undefined);
    const answer = crew.ask("/staff/", { mode: "navigate" });
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await answer).toBe("old /staff/");
  });

  test("takes away its own earlier releases, and nothing of the pages", async () => {
    for (const name of ["hex311-staff-before", "hex311-shell-now", "hex311-answers"]) crew.stores.set(name, new Map());
    await crew.tell("activate");
    expect([...crew.stores.keys()].filter((name) => !/^hex311-staff-\w{12}$/.test(name)).sort()).toEqual([
      "hex311-answers",
      "hex311-shell-now",
      "hex311-staff-answers",
    ]);
  });
});
