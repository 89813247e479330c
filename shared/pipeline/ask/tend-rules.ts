import type { Reading } from "../judge/reading.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import { answerRuns, runsSince } from "./answer-runs.ts";
import { answerTests } from "./answer-tests.ts";
import { countMatches } from "./count-matches.ts";

/** Does for the rules of one source what is about its rows as they are: counts those that match, runs and tests rules. */
export async function tendRules(reading: Reading, book: RuleBook): Promise<void> {
  const heads = book.heads.filter(({ sourceId }) => sourceId === reading.schema.id);
  await countMatches(reading, runsSince(heads));
  if (!reading.watching) return;
  await answerRuns(reading, book, heads);
  await answerTests(reading, book, heads);
}
