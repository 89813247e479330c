import type { Row } from "../../domain/row.ts";
import type { Rule, RuleHead } from "../../domain/rule.ts";
import type { RulesBinding } from "../../domain/rules-binding.ts";
import type { RuleColumnIds } from "../../domain/rules-database.ts";

/** The rules as they stand in this poll, and their rows as Notion shows them now. */
export type RuleBook = {
  heads: RuleHead[];
  inForce: RuleInForce[];
  /** Sources not to be read in this poll: all rules on them are suspended, and what is edited meanwhile is caught up. */
  suspended: ReadonlySet<string>;
  rows: Map<string, Row>;
  columns: RuleColumnIds;
  /** Where the Rules database and the Runs database beside it are. */
  binding: RulesBinding;
};

/** A version that takes part in this poll. Whether it is a dry run is the rule's State now, whatever it was compiled under. `inRuns`: what it owes has lines in a Runs database. */
export type RuleInForce = { rule: Rule; dryRun: boolean; since?: string; inRuns?: true };
