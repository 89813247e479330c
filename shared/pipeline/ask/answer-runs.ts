import type { AskedRun } from "../../domain/asked.ts";
import type { Snapshot } from "../../domain/change.ts";
import type { Row } from "../../domain/row.ts";
import type { RuleHead } from "../../domain/rule.ts";
import { mostCounted } from "../../domain/tally.ts";
import { braked } from "../judge/braked.ts";
import { type Evaluator, evaluateAsked } from "../judge/evaluate.ts";
import { matchingOf } from "../judge/matching.ts";
import { momentOf, type Reading } from "../judge/reading.ts";
import { commitEvents, type EventCommit } from "../rows/commit-changes.ts";
import { unlessStumbling } from "../rows/stumble.ts";
import { namedQuietly } from "../rows/with-related.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import { rowsText } from "./notice-ticks.ts";
import { rememberAsked } from "./remember-asked.ts";

/** As many rows as one transaction takes: what the brake counts is stored with them. */
const batchSize = 25;
/** What is held says why. */
const because = "you asked to run it for the rows that match now";
const box = "Run for matching rows";

/** Since when the rows have to be counted that rules are asked to run for, by rule id. */
export function runsSince(heads: readonly RuleHead[]): Map<string, string> {
  return new Map(
    heads.flatMap(({ ruleId, asked }) =>
      asked?.run && asked.run.answer === undefined && asked.run.phase === "count"
        ? [[ruleId, asked.run.at] as const]
        : [],
    ),
  );
}

/**
 * Has rules act for the rows that match, where their authors asked for it: each row owes one delivery a tick, which waits at
 * the brake for a person. Goes on in the next poll where time ends; a row remembers the tick that it was run for.
 */
export async function answerRuns(
  reading: Reading,
  book: RuleBook,
  heads: readonly RuleHead[],
): Promise<void> {
  const { services, lease, hasTime } = reading;
  for (const { ruleId, asked } of heads) {
    if (!asked?.run || asked.run.answer !== undefined || !hasTime()) continue;
    const run = await goOn(reading, ruleId, asked.run);
    if (run !== asked.run) await rememberAsked(services, lease, book, ruleId, { run });
  }
}

async function goOn(reading: Reading, ruleId: string, run: AskedRun): Promise<AskedRun> {
  const evaluator = reading.rules.byId.get(ruleId);
  const version = evaluator?.inForce.rule.version;
  if (!evaluator || version !== run.version) {
    const wait = run.owed === 0 ? "Nothing was run" : `${rowsText(run.owed)} had been run by then`;
    return over(
      run,
      `the rule was edited or turned off meanwhile, so I stopped. ${wait}; tick again if you want it`,
    );
  }
  const matching = matchingOf(evaluator.inForce.rule);
  if (matching.none !== undefined)
    return over(run, `the rule can't be run for rows, because ${matching.none}`);
  if (run.phase === "owe") return owe(reading, evaluator, run, matching.meets);
  const count = reading.tally?.counts[ruleId];
  if (!count || count.version !== version || count.at < run.at) return run;
  if (count.matches === 0) return over(run, "no row matches now, so there was nothing to run");
  if (count.matches > mostCounted)
    return over(
      run,
      `more than ${rowsText(mostCounted)} match, and that many go at most. Narrow If, and tick it again`,
    );
  return owe(reading, evaluator, { ...run, phase: "owe" }, matching.meets);
}

function over(run: AskedRun, why: string): AskedRun {
  return { ...run, answer: `${box}: ${why}.` };
}

type Meets = (row: Row, now: string) => boolean;

async function owe(reading: Reading, evaluator: Evaluator, run: AskedRun, meets: Meets): Promise<AskedRun> {
  const { services, schema, hasTime } = reading;
  let { after, owed } = run;
  do {
    if (!hasTime()) return { ...run, owed, ...(after === undefined ? {} : { after }) };
    const page = await services.snapshots.walk(schema.id, after);
    for (let first = 0; first < page.rowIds.length; first += batchSize) {
      const snapshots = await services.snapshots.load(page.rowIds.slice(first, first + batchSize));
      const events: EventCommit[] = [];
      for (const snapshot of snapshots.values()) {
        if (snapshot.reached?.[memory(evaluator)] === run.at) owed++;
        else if (owed < mostCounted) {
          const row = await namedQuietly(reading, snapshot.row);
          const make = () => eventOf(reading, evaluator, { snapshot, row }, meets, run.at);
          const event = unlessStumbling(reading, snapshot.row, make);
          if (!event) continue;
          events.push(event);
          owed++;
        }
      }
      await commitEvents(reading, events);
    }
    after = page.after;
  } while (after !== undefined);
  return { ...run, owed, answer: answerFor(evaluator, owed) };
}

/** What a row remembers a tick under, beside the moments that the clock brought. */
function memory({ inForce }: Evaluator): string {
  return `${inForce.rule.id}:run`;
}

/** @param row the snapshot's, with what its related pages are called: those are no content of it. */
function eventOf(
  reading: Reading,
  evaluator: Evaluator,
  { snapshot, row }: { snapshot: Snapshot; row: Row },
  meets: Meets,
  at: string,
): EventCommit | undefined {
  if (snapshot.isStub || snapshot.removed || !meets(row, reading.startedAt)) return undefined;
  const revision = snapshot.revision + 1;
  const delivery = evaluateAsked(evaluator, row, revision, momentOf(reading.polling));
  return {
    event: { op: "asked", changed: [] },
    commit: {
      snapshot: { ...snapshot, revision, reached: { ...snapshot.reached, [memory(evaluator)]: at } },
      deliveries: braked(reading, [delivery], because),
    },
  };
}

/** What is held tells of itself. */
function answerFor({ inForce }: Evaluator, owed: number): string {
  if (owed === 0) return `${box}: no row matches any more, so there was nothing to run.`;
  return inForce.dryRun ? `${box}: ${rowsText(owed)}, as a dry run.` : "";
}
