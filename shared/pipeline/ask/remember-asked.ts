import type { Asked } from "../../domain/asked.ts";
import type { RuleHead } from "../../domain/rule.ts";
import type { Lease, PollServices } from "../../ports.ts";
import type { RuleBook } from "../rules/rule-book.ts";

/** Remembers what became of what an author asked for; before it is acted on, so that it is acted on once. */
export async function rememberAsked(
  { rules }: Pick<PollServices, "rules">,
  lease: Lease,
  book: RuleBook,
  ruleId: string,
  asked: Asked,
): Promise<void> {
  const at = book.heads.findIndex((head) => head.ruleId === ruleId);
  const head = book.heads[at];
  if (!head) return;
  const next: RuleHead = { ...head, asked: { ...head.asked, ...asked } };
  book.heads[at] = next;
  await rules.save(lease, next, undefined);
}
