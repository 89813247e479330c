import type { Health, RuleHead, RuleStats } from "./rule.ts";
import { cut } from "./words.ts";

/** Notion's own limit for one text is 2,000; nobody reads a longer answer. */
const longest = 1_200;

/** What a rule's row tells its author: whether it works, and one or two plain sentences. */
export function noteOf(head: RuleHead, stats: RuleStats | undefined): { health: Health; note: string } {
  const sentences: string[] = [];
  const problems = head.problems.map(({ column, message }) => `${column}: ${sentence(message)}`);
  if (head.sourceProblem) problems.push(sentence(head.sourceProblem));
  sentences.push(...problems);
  if (problems.length > 0 && head.version !== null && head.problems.length > 0) {
    sentences.push("Until this is mended the rule goes on as it last was.");
  }
  if (problems.length === 0) sentences.push(doing(head));
  const failure = failureOf(head, stats);
  if (failure) sentences.push(`The newest failure: ${sentence(failure)}`);
  if (head.state === "Dry run" && stats?.lastDryRun && problems.length === 0) {
    sentences.push(`The newest would have been ${sentence(stats.lastDryRun.would)}`);
  }
  const healthy = problems.length === 0 && !failure;
  return { health: healthy ? "Working" : "Needs attention", note: cut(sentences.join(" "), longest) };
}

/** A failure of an older version was answered by the author's edit. */
function failureOf(head: RuleHead, stats: RuleStats | undefined): string | undefined {
  const failure = stats?.lastFailure;
  if (!failure || (head.versionAt !== undefined && failure.at < head.versionAt)) return undefined;
  return failure.reason;
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
