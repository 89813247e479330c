import { testsIn } from "../../domain/compiled-parts.ts";
import { relativesOf } from "../../domain/condition/condition.ts";
import { type Row, rowTitle } from "../../domain/row.ts";
import type { Rule } from "../../domain/rule.ts";
import { type Count, mostCounted, type Tally, tallyPeriodMs } from "../../domain/tally.ts";
import { cut } from "../../domain/words.ts";
import { actionFor } from "../../registry.ts";
import { isUnderstood } from "../judge/evaluate.ts";
import { type Matching, matchingOf } from "../judge/matching.ts";
import { missText } from "../judge/miss.ts";
import type { Reading } from "../judge/reading.ts";
import { renderContext } from "../render-context.ts";
import { namedQuietly } from "../rows/with-related.ts";

/** Rows that one poll looks at to count: a few requests to the table, and of Notion only what related pages are called. */
const mostLookedAt = 2_000;
/** Related pages that are asked for in a poll, where rules ask what they are called; of a hundred, one row may go beyond it. */
const mostAsked = 30;
/** Rules of one source that are counted for: what is kept of them is one item. */
const mostRules = 200;
/** How long a count stands whose rows the clock alone makes others of. */
const clockPeriodMs = 60 * 60_000;
const longestTitle = 60;

/**
 * Counts the rows that match each rule of a source, among those remembered: at once for a rule that is new or was edited or
 * is to run for them, for all when rows changed and the last count is old enough. A large source takes several polls.
 * @param since by rule id: a count that began before this ISO time is too old.
 */
export async function countMatches(reading: Reading, since: ReadonlyMap<string, string>): Promise<void> {
  const { tally: known, watching, rules, startedAt } = reading;
  if (!watching || rules.all.length === 0) return;
  const tally: Tally = known ? structuredClone(known) : { at: startedAt, rows: 0, counts: {} };
  const counted = countedRules(reading);
  forgetOthers(tally, reading);
  // The index of rows is behind by seconds: what was remembered just now may be in the next count only.
  const isOld = reading.mended.size > 0 || !known;
  if (isOld) tally.isOld = true;
  const wanted = wantedOf(reading, tally, counted, since, known !== undefined);
  if (wanted.length > 0 && reading.hasTime()) {
    const isWhole = counted.every((each) => !each.matching.isTold || wanted.includes(each));
    const begun = tally.counting && isFor(tally.counting, wanted) ? tally.counting : undefined;
    if (isWhole && !begun && !isOld) delete tally.isOld;
    const done = await count(reading, wanted, begun);
    delete tally.counting;
    if (done.isComplete) Object.assign(tally.counts, done.counting.found);
    else tally.counting = done.counting;
    if (done.isComplete && isWhole) Object.assign(tally, { at: done.counting.at, rows: done.counting.rows });
  }
  if (wanted.length === 0) delete tally.counting;
  noteMisses(tally, reading, wanted);
  reading.tally = tally;
  if (JSON.stringify(tally) !== JSON.stringify(known))
    await reading.services.sources.saveTally(reading.lease, reading.schema.id, tally);
}

type Counted = { rule: Rule; matching: Exclude<Matching, { none: string }> };
type Counting = NonNullable<Tally["counting"]>;

function countedRules({ rules }: Reading): Counted[] {
  return rules.all.slice(0, mostRules).flatMap((evaluator) => {
    if (!isUnderstood(evaluator)) return [];
    const { rule } = evaluator.inForce;
    const matching = matchingOf(rule);
    return matching.none === undefined ? [{ rule, matching }] : [];
  });
}

function forgetOthers(tally: Tally, { rules }: Reading): void {
  for (const known of [tally.counts, tally.misses ?? {}])
    for (const [id, { version }] of Object.entries(known))
      if (rules.byId.get(id)?.inForce.rule.version !== version) delete known[id];
}

function wantedOf(
  { startedAt }: Reading,
  { at, rows, isOld, counts }: Tally,
  counted: readonly Counted[],
  since: ReadonlyMap<string, string>,
  isKnown: boolean,
): Counted[] {
  const age = (of: string) => Date.parse(startedAt) - Date.parse(of);
  const isDue = isKnown && isOld && age(at) >= tallyPeriodMs(rows);
  return counted.filter(({ rule, matching }) => {
    const asked = since.get(rule.id);
    const known = counts[rule.id];
    if (asked !== undefined && (!known || known.at < asked)) return true;
    if (!matching.isTold) return false;
    return !known || isDue || (asksTheClock(rule) && age(known.at) >= clockPeriodMs);
  });
}

function asksTheClock({ condition }: Rule): boolean {
  return testsIn(condition).some((test) => relativesOf(test).length > 0);
}

/** Was that count begun for all of these, as they are now? */
function isFor({ found }: Counting, wanted: readonly Counted[]): boolean {
  return wanted.every(({ rule }) => found[rule.id]?.version === rule.version);
}

async function count(
  reading: Reading,
  wanted: readonly Counted[],
  begun: Counting | undefined,
): Promise<{ counting: Counting; isComplete: boolean }> {
  const { services, schema, startedAt, hasTime } = reading;
  const requests = reading.connection.workspace.requests();
  const counting = begun ?? { at: startedAt, rows: 0, found: nothingFound(wanted, startedAt) };
  for (let looked = 0; looked < mostLookedAt && hasTime(); ) {
    const page = await services.snapshots.walk(schema.id, counting.after);
    const rows: Row[] = [];
    for (const { row, isStub, removed } of (await services.snapshots.load(page.rowIds)).values()) {
      // What was asked for is remembered: the next poll comes further.
      if (reading.connection.workspace.requests() - requests >= mostAsked)
        return { counting, isComplete: false };
      if (!isStub && !removed) rows.push(await namedQuietly(reading, row));
    }
    for (const row of rows) for (const each of wanted) countRow(each, row, counting);
    counting.rows += page.rowIds.length;
    looked += page.rowIds.length;
    const isEnough = wanted.every(({ rule }) => isMany(counting.found[rule.id]));
    if (page.after === undefined || isEnough) return { counting, isComplete: true };
    counting.after = page.after;
  }
  return { counting, isComplete: false };
}

function nothingFound(wanted: readonly Counted[], at: string): Record<string, Count> {
  return Object.fromEntries(
    wanted.map(({ rule: { id, version } }) => [id, { version, at, matches: 0 }] as const),
  );
}

function isMany(known: Count | undefined): boolean {
  return known !== undefined && known.matches > mostCounted;
}

function countRow({ rule, matching }: Counted, row: Row, { at, found }: Counting): void {
  const known = found[rule.id];
  if (!known || isMany(known)) return;
  // A rule that throws on a row tells so when that row fires; here it only counts.
  try {
    if (!matching.meets(row, at)) return;
    known.matches++;
    const why = lackOf(rule, row, at);
    if (why === undefined) return;
    known.lacking ??= { rows: 0, title: cut(rowTitle(row), longestTitle), why };
    known.lacking.rows++;
  } catch {
    return;
  }
}

function lackOf(rule: Rule, row: Row, at: string): string | undefined {
  const values = { before: row.properties, after: row.properties };
  const context = renderContext(rule, { values, rowUrl: row.url, seenAt: at });
  return actionFor(rule.action.type).lacks?.(rule.action.input, context);
}

/** The first one of a version is told at once, a later one together with a new count: no write for each change. */
function noteMisses(tally: Tally, { misses }: Reading, wanted: readonly Counted[]): void {
  for (const [id, miss] of misses) {
    const known = tally.misses?.[id];
    if (known && !wanted.some(({ rule }) => rule.id === id)) continue;
    if (!known && Object.keys(tally.misses ?? {}).length >= mostRules) continue;
    tally.misses = { ...tally.misses, [id]: { version: miss.rule.version, text: missText(miss) } };
  }
}
