import type { AskedTest } from "../../domain/asked.ts";
import { type Delivery, deliveryKey, parseDeliveryKey } from "../../domain/delivery.ts";
import { BudgetError, PermanentError, TransientError } from "../../domain/errors.ts";
import { type Row, rowTitle } from "../../domain/row.ts";
import type { Rule, RuleHead } from "../../domain/rule.ts";
import { cut } from "../../domain/words.ts";
import { actionFor } from "../../registry.ts";
import { type Evaluator, evaluateAsked } from "../judge/evaluate.ts";
import { matchingOf } from "../judge/matching.ts";
import { momentOf, type Reading } from "../judge/reading.ts";
import { standIn } from "../judge/stand-in.ts";
import { renderContext } from "../render-context.ts";
import { namedQuietly } from "../rows/with-related.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import { rememberAsked } from "./remember-asked.ts";

/** Rows among which the newest that matches is looked for. */
const mostLookedAt = 2_000;
const longestTitle = 60;

/** Sends each rule that is to be tested, for its newest row that matches, to its author alone. */
export async function answerTests(
  reading: Reading,
  book: RuleBook,
  heads: readonly RuleHead[],
): Promise<void> {
  for (const { ruleId, asked } of heads) {
    const evaluator = reading.rules.byId.get(ruleId);
    if (!asked?.test || asked.test.answer !== undefined || !evaluator || !reading.hasTime()) continue;
    const answer = await answerTest(reading, book, evaluator, asked.test);
    const test = book.heads.find((head) => head.ruleId === ruleId)?.asked?.test;
    if (answer === undefined || !test) continue;
    await rememberAsked(reading.services, reading.lease, book, ruleId, {
      test: { ...test, answer: `Test: ${answer}.` },
    });
    reading.services.log.info("test-answered", { ruleId, key: test.key });
  }
}

/** @returns what to tell the author; undefined where the next poll has to try again. */
async function answerTest(
  reading: Reading,
  book: RuleBook,
  evaluator: Evaluator,
  test: AskedTest,
): Promise<string | undefined> {
  const { services, lease, schema } = reading;
  const { rule } = evaluator.inForce;
  const subject = await subjectOf(reading, rule);
  if (!subject) return `${schema.name} has no row yet to make a mail of`;
  const author = await authorOf(reading, rule.id);
  if (typeof author !== "object") return author;
  const standInId = `test-${rule.id}`;
  const known = (await services.snapshots.load([standInId])).get(standInId);
  const revision = test.key ? parseDeliveryKey(test.key).revision : (known?.revision ?? 0) + 1;
  // It was committed by a poll that ended before it could say so.
  if ((known?.revision ?? 0) >= revision) return "a mail is on its way to you";
  const delivery = testOf(reading, evaluator, subject, { rowId: standInId, revision, to: author.to });
  const problem = problemOf(rule, delivery);
  if (problem !== undefined) return problem;
  await rememberAsked(services, lease, book, rule.id, { test: { ...test, key: delivery.key } });
  const snapshot = { ...(known ?? standIn(standInId, rule.name, reading.startedAt)), revision };
  await services.snapshots.commit(lease, [{ snapshot, deliveries: [delivery] }]);
  reading.result.deliveries.push(delivery.key);
  return `sent to ${author.to}${subject.said}`;
}

/** The row that a rule is tried with. `said` tells which one, as what follows a clause. */
type Subject = { row: Row; said: string };

async function subjectOf(reading: Reading, rule: Rule): Promise<Subject | undefined> {
  const matching = matchingOf(rule);
  if (rule.scope === "once") return { row: standIn(rule.id, rule.name, reading.startedAt).row, said: "" };
  const { services, schema, startedAt, hasTime } = reading;
  let newest: Row | undefined;
  let after: string | undefined;
  let looked = 0;
  do {
    const page = await services.snapshots.walk(schema.id, after, "newest first");
    const snapshots = await services.snapshots.load(page.rowIds);
    for (const rowId of page.rowIds) {
      const snapshot = snapshots.get(rowId);
      if (!snapshot || snapshot.isStub || snapshot.removed) continue;
      const row = await namedQuietly(reading, snapshot.row);
      if (matching.none === undefined && isMet(() => matching.meets(row, startedAt)))
        return { row, said: ` for ${named(row)}, the newest row that matches` };
      newest ??= row;
    }
    looked += page.rowIds.length;
    after = page.after;
  } while (after !== undefined && looked < mostLookedAt && hasTime());
  const why = matching.none === undefined ? "; none matches now" : "";
  return newest && { row: newest, said: ` for ${named(newest)}, the newest row${why}` };
}

function isMet(meets: () => boolean): boolean {
  try {
    return meets();
  } catch {
    return false;
  }
}

function named(row: Row): string {
  return `“${cut(rowTitle(row), longestTitle) || "Untitled"}”`;
}

/** @returns what to tell where there is no address; undefined where Notion is to be asked again. */
async function authorOf(
  { connection, services }: Reading,
  ruleId: string,
): Promise<{ to: string } | string | undefined> {
  const howTo =
    "whoever set Rowbell up can allow that in Notion: its connection → Capabilities → Read user information including email addresses";
  try {
    const to = await connection.within("confirm").author(ruleId);
    return to === undefined ? `I can't see an e-mail address of yours; ${howTo}` : { to };
  } catch (error) {
    if (error instanceof BudgetError || error instanceof TransientError) return undefined;
    if (!(error instanceof PermanentError)) throw error;
    services.log.error("author-not-read", { ruleId, reason: error.message });
    return `I may not look up who you are; ${howTo}`;
  }
}

function testOf(
  reading: Reading,
  evaluator: Evaluator,
  { row, said }: Subject,
  own: { rowId: string; revision: number; to: string },
): Delivery {
  const { rule } = evaluator.inForce;
  const { rowId, revision, to } = own;
  const intro = `This is a test of the rule “${rule.name}”${said}. Only you get it.`;
  return {
    ...evaluateAsked(evaluator, row, revision, momentOf(reading.polling)),
    key: deliveryKey(rule.id, rowId, revision),
    op: "test",
    rowId,
    dryRun: false,
    policy: "never twice",
    test: { to, intro },
  };
}

/** What would keep it from being sent, told at once. */
function problemOf(rule: Rule, delivery: Delivery): string | undefined {
  const why = actionFor(rule.action.type).lacks?.(rule.action.input, renderContext(rule, delivery));
  return why && `no mail could be made for “${cut(delivery.rowTitle, longestTitle)}”: ${why}`;
}
