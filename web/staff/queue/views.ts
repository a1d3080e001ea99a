/** Saved views of a department's queue: one's own and those that the department shares. */
import type { components } from "../../lib/api/schema";
import { api, once, read } from "../api";
import { keptOf, type Question } from "./question";

export type Views = components["schemas"]["Views"];
export type SavedView = Views["views"][number];

export const readViews = (department: string): Promise<Views> =>
  read(() => api.GET("/api/v1/staff/views", { params: { query: { department } } }));

/** Keep the question under a name. The id is made once with the action: a lost answer is asked for again under it. */
export const keepView = (view_id: string, name: string, question: Question, shared: boolean): Promise<SavedView> =>
  once(() => api.PUT("/api/v1/staff/views/{view_id}", { params: { path: { view_id } }, body: { name, shared, question: keptOf(question) } }));

export const removeView = ({ view_id, shared, question: { department } }: SavedView): Promise<Views> =>
  once(() => api.DELETE("/api/v1/staff/views/{view_id}", { params: { path: { view_id }, query: { department, shared } } }));

/** The queue opens with it for whoever is signed in; null: with nothing in particular. */
export const beginWith = (department: string, view_id: string | null): Promise<Views> =>
  once(() => api.PUT("/api/v1/staff/first-view", { body: { department, view_id } }));
