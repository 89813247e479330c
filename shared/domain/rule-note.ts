import type { Health, RuleHead, RuleStats } from "./rule.ts";
import { cut } from "./words.ts";

/** Notion's own limit for one text is 2,000; nobody reads a longer answer. */
const longest = 1_200;

/** What a rule's row tells its author: whether it works, and one or two plain sentences. */
export function noteOf(
  head: RuleHead,
  stats: RuleStats | undefined,
  sourceProblem: string | undefined,
): { health: Health; note: string } {
  const sentences: string[] = [];
  const problems = head.problems.map(({ column, message }) => `${column}: ${sentence(message)}`);
  if (sourceProblem) problems.push(sentence(sourceProblem));
  sentences.push(...problems);
  if (problems.length > 0 && head.version !== null && head.problems.length > 0) {
    sentences.push("Until this is mended the rule goes on as it last was.");
  }
  if (problems.length === 0) sentences.push(doing(head));
  if (stats?.lastFailure) sentences.push(`The newest failure: ${sentence(stats.lastFailure.reason)}`);
  if (head.state === "Dry run" && stats?.lastDryRun && problems.length === 0) {
    sentences.push(`The newest would have been ${sentence(stats.lastDryRun.would)}`);
  }
  const healthy = problems.length === 0 && !stats?.lastFailure;
  return { health: healthy ? "Working" : "Needs attention", note: cut(sentences.join(" "), longest) };
}

function doing(head: RuleHead): string {
  switch (head.state) {
    case "Live":
      return `Will ${sentence(head.summary)}`;
    case "Dry run":
      return `Dry run, nothing is sent. Would ${sentence(head.summary)}`;
    default:
      return `Off. Would ${sentence(head.summary)}`;
  }
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
