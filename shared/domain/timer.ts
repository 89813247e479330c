/**
 * A moment at which a rule is to look at a row though nobody edits it, kept in the table until it has come. What it names
 * may be outdated by then: whoever strikes it asks the rule and the row anew.
 */
export type Timer = {
  sourceId: string;
  /** ISO instant, UTC. */
  at: string;
  ruleId: string;
  /** null for a rule that acts on no single row, or begins a walk over all of them. */
  rowId: string | null;
};
