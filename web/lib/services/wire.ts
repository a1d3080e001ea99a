/** A type of service as the API tells it whole, with its questions. */

/** What a map layer says of a place. */
export interface OverlayAnswer {
  layer: string;
  feature_id: string;
  name: string;
  attributes: Record<string, string>;
}

/** As domain/conditions.py reads it. */
export interface Condition {
  all?: Condition[];
  any?: Condition[];
  not?: Condition;
  answer?: string;
  overlay?: string;
  attribute?: string;
  equals?: string | number;
  any_of?: (string | number)[];
  present?: boolean;
}

export type Answer = string | number | string[];

export interface Question {
  code: string;
  label: string;
  type: "text" | "string" | "number" | "datetime" | "singlevaluelist" | "multivaluelist" | "notice";
  required: boolean;
  values: { key: string; name: string }[];
  when: Condition | null;
}

export interface Stopper {
  when: Condition | null;
  message: string;
  phone: string | null;
}

/** GET /api/v1/services/{service_code}. */
export interface Service {
  service_code: string;
  service_name: string;
  description: string;
  /** What is said or asked first on the telephone. */
  script: string | null;
  privacy: "public" | "blurred" | "private";
  photo: "none" | "optional" | "required";
  questions: Question[];
  stoppers: Stopper[];
  redirect: { name: string; phone: string | null; url: string | null; message: string } | null;
}
