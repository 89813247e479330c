import type { RuleHead } from "../../domain/rule.ts";
import type { RulesBinding } from "../../domain/rules-binding.ts";
import type { Lease, PollServices } from "../../ports.ts";
import { canonical } from "./canonical.ts";

/** Keeps how mails look where whoever sends them finds it. Told by the rows' heads each time, so a crash in between heals. */
export async function keepTheme(
  { rules }: PollServices,
  lease: Lease,
  { theme: before, ...binding }: RulesBinding,
  heads: readonly RuleHead[],
): Promise<RulesBinding> {
  const theme = heads.find(({ style }) => style?.theme)?.style?.theme;
  const next = theme ? { ...binding, theme } : binding;
  if (canonical({ theme }) !== canonical({ theme: before })) await rules.saveBinding(lease, next);
  return next;
}
