import type { Theme } from "./message/theme.ts";

/**
 * How the Rules database is bound: its data source, the property id of each column by its name, and who we are there;
 * and how the mails of its rules look, when it says so.
 */
export type RulesBinding = {
  reference: string;
  sourceId: string;
  columns: Record<string, string>;
  self: string;
  theme?: Theme;
  runs?: RunsBinding;
};

/** Where the Runs database is, which the Rules database names; or why nothing can be written there, as of when. */
export type RunsBinding =
  | { sourceId: string; columns: Record<string, string> }
  | { problem: string; lookedAt: string; columns?: Record<string, string> };
