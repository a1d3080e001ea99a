/** Who is signed in, and how far signing in has come. */
import { Refused } from "../../lib/api/ask";
import { Unreached } from "../../lib/api/reach";
import { thisVisit } from "../../lib/keep/visit";
import { UNFINISHED_CALL } from "../agent/kept";
import { api, read, whenSignedOut } from "../api";
import { readConfig } from "../config";
import type { Me } from "../rights";
import * as auth from "./auth";
import { deviceShelf, forgetKept, forgetOthers, keptPerson, STANDS } from "./kept";

export type Stage = "starting" | "unreached" | "out" | "no_role" | "in";

const session = $state({
  stage: "starting" as Stage,
  step: { kind: "password" } as auth.Step,
  email: "",
  me: null as Me | null,
  /** Signing in again over a screen that stays as it is. */
  expired: false,
  /** There is no connection, so the person is the one that this device keeps. */
  offline: false,
});

export const stage = (): Stage => session.stage;
export const step = (): auth.Step => session.step;
export const email = (): string => session.email;
export const isExpired = (): boolean => session.expired;
export const isOffline = (): boolean => session.offline;

/** Who is signed in; only for what is shown to those who are. */
export function me(): Me {
  if (!session.me) throw new Error("nobody is signed in");
  return session.me;
}

whenSignedOut(() => {
  session.step = { kind: "password" };
  if (session.me) session.expired = true;
  else session.stage = "out";
});

/** Find out where to sign in and whether somebody is. */
export async function start(): Promise<void> {
  session.stage = "starting";
  try {
    auth.begin(await readConfig());
    if (await auth.token()) await welcome();
    else session.stage = "out";
  } catch (fault) {
    if (await standIn(fault)) return;
    if (fault instanceof auth.SignInRefused) session.stage = "out"; // what was kept is worth nothing any more
    else {
      console.warn(fault);
      session.stage = "unreached";
    }
  }
}

/**
 * Without a connection a crew goes on as who it was: the device keeps its person for the day, and the tokens that it
 * holds are that person's. Everything that is sent later is judged by the city as ever.
 */
async function standIn(fault: unknown): Promise<boolean> {
  if (!auth.isUnreached(fault) && !(fault instanceof Unreached)) return false;
  const kept = await keptPerson(await deviceShelf());
  if (!kept || kept.subject !== auth.holder()) return false;
  session.me = kept;
  session.offline = true;
  session.stage = "in";
  window.addEventListener("online", () => void comeBack(), { once: true });
  return true;
}

/** The connection is back: who is it, by the city's own word? */
async function comeBack(): Promise<void> {
  try {
    if (await auth.token()) return await welcome();
    session.expired = true;
    session.step = { kind: "password" };
  } catch (fault) {
    console.warn(fault);
    window.addEventListener("online", () => void comeBack(), { once: true });
  }
}

export async function signIn(address: string, password: string, onDevice: boolean): Promise<void> {
  auth.keepTokens(onDevice);
  session.email = address;
  await take(await auth.withPassword(address, password));
}

export async function answer(text: string): Promise<void> {
  await take(await auth.answer(text, session.email));
}

export async function forgot(address: string): Promise<void> {
  session.email = address;
  session.step = await auth.forgotten(address);
}

export async function renew(code: string, password: string): Promise<void> {
  await auth.renew(session.email, code, password);
  await take(await auth.withPassword(session.email, password));
}

export function startOver(): void {
  session.step = { kind: "password" };
}

export async function signOut(everywhere: boolean): Promise<void> {
  await auth.leave(everywhere); // where this fails, nobody is signed out and nothing is forgotten
  const shelf = await deviceShelf();
  await forgetKept(shelf);
  await shelf.remove(STANDS);
  thisVisit.forget(UNFINISHED_CALL);
  // what the screens hold of people and places goes with the page
  window.location.assign("/staff/");
}

/** Read anew who is signed in: in another language, or after an administrator changed something. */
export async function refresh(): Promise<void> {
  session.me = await read(() => api.GET("/api/v1/staff/me"));
}

async function take(next: auth.Step): Promise<void> {
  session.step = next;
  if (next.kind === "done") await welcome();
}

async function welcome(): Promise<void> {
  try {
    await refresh();
    await forgetOthers(await deviceShelf(), me().subject);
    session.expired = false;
    session.offline = false;
    session.stage = "in";
  } catch (fault) {
    if (fault instanceof Refused && fault.status === 403) session.stage = "no_role";
    else if (fault instanceof Refused && fault.status === 401) session.stage = "out";
    else throw fault;
  }
}
