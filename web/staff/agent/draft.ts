/** A call as it is being taken: what the caller said so far, and what of it is sent. */
import type { components } from "../../lib/api/schema";
import { randomName } from "../../lib/keep/visit";
import { goingAlong, photoIds, type KeptPhoto } from "../../lib/photos/photos";
import type { Point } from "../../lib/places/point";
import { holds } from "../../lib/services/conditions";
import type { Answer, OverlayAnswer, Question, Service, Stopper } from "../../lib/services/wire";

export type SubmitBody = components["schemas"]["SubmitRequest"];
export type CallerFound = components["schemas"]["Caller"];
export type Contact = NonNullable<SubmitBody["reporter"]>;

export interface Draft {
  /** The Idempotency-Key: whatever is done at the end of this call is done once. */
  key: string;
  /** When the call began, epoch milliseconds. */
  began: number;
  phone: string;
  first_name: string;
  last_name: string;
  email: string;
  /** Of the caller's messages; empty for the city's first. */
  language: string;
  /** What the caller said it is about. */
  words: string;
  service_code: string;
  address: string;
  point: Point | null;
  /** Where the address is: what lies near is listed around it, also when one of those things was chosen. */
  near: Point | null;
  asset_id: string;
  asset_name: string;
  overlay: OverlayAnswer[];
  answers: Record<string, Answer | undefined>;
  description: string;
  photos: KeptPhoto[];
  not_duplicate_of: string[];
  reopens: string;
}

export function newDraft(now: number, phone = ""): Draft {
  return {
    key: randomName(),
    began: now,
    phone,
    first_name: "",
    last_name: "",
    email: "",
    language: "",
    words: "",
    service_code: "",
    address: "",
    point: null,
    near: null,
    asset_id: "",
    asset_name: "",
    overlay: [],
    answers: {},
    description: "",
    photos: [],
    not_duplicate_of: [],
    reopens: "",
  };
}

/** A call that was kept by this tab, for the person who took it; null when there is none, or it cannot be read. */
export function readDraft(text: string | null, subject: string): Draft | null {
  try {
    const kept = JSON.parse(text ?? "null") as { by: string; draft: Draft } | null;
    return kept?.by === subject ? { ...newDraft(0), ...kept.draft } : null;
  } catch {
    return null;
  }
}

export const writeDraft = (draft: Draft, subject: string): string => JSON.stringify({ by: subject, draft });

export const applying = ({ questions }: Service, draft: Draft): Question[] => questions.filter(({ when }) => holds(when, draft));

/** The first stopper that the answers call for: danger comes before forms. */
export const stopperOf = ({ stoppers }: Service, draft: Draft): Stopper | undefined => stoppers.find(({ when }) => holds(when, draft));

export const isMissing = (answer: Answer | undefined): boolean =>
  answer === undefined || answer === "" || (Array.isArray(answer) && answer.length === 0);

export const isChoice = ({ type }: Question): boolean => type.endsWith("valuelist");

/** The id of the (first) control of a question. */
export function fieldOf({ code, type, values }: Question): string {
  const [first] = values;
  return type.endsWith("valuelist") && first ? `answer-${code}-${first.key}` : `answer-${code}`;
}

/** An answer in the words of its choices. */
export function readable(question: Question, answer: Answer | undefined): string {
  const name = (key: string): string => question.values.find((value) => value.key === key)?.name ?? key;
  return [answer ?? []].flat().map((one) => name(String(one))).join(", ");
}

/** The answer that a digit gives: the choice with that number, added or taken back where several may be chosen. */
export function answeredBy(digit: number, question: Question, before: Answer | undefined): Answer | undefined {
  const key = question.values[digit - 1]?.key;
  if (key === undefined) return undefined;
  if (question.type === "singlevaluelist") return key;
  const chosen = [before ?? []].flat().map(String);
  return chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key];
}

export type Missing = "type" | "place" | "answer" | "number" | "photo";

export interface Problem {
  /** The id of the control. */
  field: string;
  missing: Missing;
  label: string;
}

/** What is missing before it can be saved, in the order of the page. */
export function problemsOf(draft: Draft, service: Service | null): Problem[] {
  if (!service) return [{ field: "agent-search", missing: "type", label: "" }];
  const asked = applying(service, draft).filter(({ type }) => type !== "notice");
  return [
    ...(draft.point ? [] : [{ field: "agent-address", missing: "place" as const, label: "" }]),
    ...asked.flatMap((question): Problem[] => {
      const answer = draft.answers[question.code];
      const field = fieldOf(question);
      if (isMissing(answer)) return question.required ? [{ field, missing: "answer", label: question.label }] : [];
      const isNumber = question.type !== "number" || typeof answer === "number";
      return isNumber ? [] : [{ field, missing: "number", label: question.label }];
    }),
    ...(service.photo === "required" && goingAlong(draft.photos).length === 0 ? [{ field: "agent-photo", missing: "photo" as const, label: "" }] : []),
  ];
}

/** How the caller is reached; nothing where nothing was left. */
export function contactOf({ first_name, last_name, email, phone, language }: Draft): Contact {
  const told = { first_name, last_name, email, phone, language };
  return Object.fromEntries(Object.entries(told).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])));
}

/** The body of `POST /api/v1/staff/requests`. */
export function bodyOf(draft: Draft, service: Service): SubmitBody {
  if (!draft.point) throw new Error("a report without a place");
  const asked = applying(service, draft).flatMap(({ code, type }) => {
    const answer = draft.answers[code];
    return type === "notice" || isMissing(answer) ? [] : [[code, answer]];
  });
  const contact = contactOf(draft);
  const photos = service.photo === "none" ? [] : photoIds(draft.photos);
  return {
    service_code: draft.service_code,
    ...draft.point,
    ...(draft.address ? { address: draft.address } : {}),
    ...(draft.asset_id ? { asset_id: draft.asset_id } : {}),
    ...(photos.length ? { photo_ids: photos } : {}),
    ...(draft.description.trim() ? { description: draft.description.trim() } : {}),
    answers: Object.fromEntries(asked) as SubmitBody["answers"],
    ...(Object.keys(contact).length ? { reporter: contact } : {}),
    ...(draft.not_duplicate_of.length ? { not_duplicate_of: draft.not_duplicate_of } : {}),
    ...(draft.reopens ? { reopens: draft.reopens } : {}),
  } as SubmitBody;
}

/** Minutes and seconds, such as 2:05. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
