import type { Explanation } from "../../../shared/pipeline/judge/explain.ts";
import type { StoryEntry } from "../../console/read-story.ts";
import { request } from "./request.ts";

/** The JSON API beside the page; docs/local.md is its contract. Times are ISO. */

export type { StoryDelivery } from "../../console/read-story.ts";
export type { Explanation, StoryEntry };

export type Health = {
  now: string;
  pollSeconds: number;
  notion: "embedded" | "remote";
  /** The link or id of the Rules database. */
  rules: string;
  demo: Record<string, string> | null;
  lastPoll: { at: string; problems: string[] } | null;
};

export type ShownRule = {
  id: string;
  name: string;
  state: string;
  sourceId: string | null;
  health: string;
  note: string;
  /** What the rule holds back; null where nothing waits. */
  brake: { held: number; because: string; sample: string[] } | null;
};

export const readHealth = () => request<Health>("GET", "/api/health");
export const readStory = () => request<StoryEntry[]>("GET", "/api/story");
export const readRules = () => request<ShownRule[]>("GET", "/api/rules");
export const pollNow = () => request<unknown>("POST", "/api/poll");
export const explain = (rowId: string, ruleId: string) =>
  request<Explanation>("GET", `/api/explain?row=${rowId}&rule=${ruleId}`);
export const decide = (key: string, decision: "redrive" | "discard") =>
  request<unknown>("POST", `/api/deliveries/${encodeURIComponent(key)}/${decision}`);
export const answerRule = (ruleId: string, answer: "release" | "discard") =>
  request<{ moved: number; left: number }>("POST", `/api/rules/${ruleId}/${answer}`);
