import { conditionsHold } from "./conditions.ts";
import type { Need, Statement } from "./statement.ts";
import { matches } from "./wildcard.ts";

/** Is it allowed, and if not: because a statement says so, or because none allows it? */
export type Verdict = "allowed" | "denied explicitly" | "not allowed";

/** What identity-based policies say of a need. */
export function evaluate(statements: readonly Statement[], need: Need): Verdict {
  const concerned = statements.filter((statement) => concerns(statement, need));
  if (concerned.some(({ Effect }) => Effect === "Deny")) return "denied explicitly";
  return concerned.some(({ Effect }) => Effect === "Allow") ? "allowed" : "not allowed";
}

function concerns(statement: Statement, need: Need): boolean {
  const action = need.action.toLowerCase();
  return (
    [statement.Action].flat().some((pattern) => matches(pattern.toLowerCase(), action)) &&
    [statement.Resource].flat().some((pattern) => matches(pattern, need.resource)) &&
    conditionsHold(statement, need)
  );
}
