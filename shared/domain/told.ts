import type { Rule, RuleHead, RuleStats } from "./rule.ts";
import type { Count, Tally } from "./tally.ts";

/** What else there is to tell of a rule. `answers`: to what its author asked for by a tick; `miss`: why it did not fire. */
export type Told = {
  count?: Count | undefined;
  warnings?: readonly string[];
  answers?: readonly string[];
  miss?: string | undefined;
  /** Why no lines are written into the Runs database, which stops nothing else. */
  runs?: string;
  /** As of when it is told, ISO. */
  now?: string;
};

/** How long an answer to a tick is told, unless the next tick comes before. */
const toldMs = 60 * 60_000;

/**
 * @param rule its version in force; `tally` of its source, as far as it is known; `now` an ISO time of Notion's clock.
 */
export function toldOf(
  { ruleId, fingerprint, asked = {} }: RuleHead,
  rule: Rule | undefined,
  stats: RuleStats | undefined,
  tally: Tally | undefined,
  now: string,
): Told {
  const { test, run } = asked;
  const lost = stats?.lastTest;
  const isLost = test?.key !== undefined && lost?.key === test.key;
  const shown = isLost ? { ...test, answer: `Test: the mail to you was not sent. ${lost.reason}` } : test;
  const answers = [shown, run].flatMap((tick) =>
    tick?.answer && (tick.of ?? fingerprint) === fingerprint && Date.parse(now) - Date.parse(tick.at) < toldMs
      ? [tick.answer]
      : [],
  );
  return {
    count: tally?.counts[ruleId],
    miss: tally?.misses?.[ruleId]?.text,
    warnings: rule?.warnings ?? [],
    answers,
    now,
  };
}
