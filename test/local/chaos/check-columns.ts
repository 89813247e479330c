import type { Complain } from "./check-chaos.ts";
import type { Outcome, ShownDelivery } from "./run-chaos.ts";
import { type TrueRow, type Truth, type Watched, watched } from "./truth.ts";

/** Complete polls without a fault that a value has to live through to be one that is seen. */
const readsToBeSeen = 2;
/** Which edits of a minute came last cannot be told before it is over by the overlap. */
const ambiguousMs = 6 * 60_000;

/** What the rules for every change of a column told, against what the column truly held. */
export function checkColumns({ truth, rules, deliveries }: Outcome, complain: Complain): void {
  for (const row of truth.rows.values()) {
    const own = deliveries.filter(({ rowId }) => rowId === row.id).sort((a, b) => a.revision - b.revision);
    const leaves = own.filter(({ ruleId }) => ruleId === rules.removed.id);
    for (const column of watched) {
      const rule = column === "Status" ? rules.status.id : rules.amount.id;
      const told = own.filter(({ ruleId }) => ruleId === rule);
      const steps = followChain(truth, row, column, told, leaves, complain);
      everySettledValueIsTold(truth, row, column, steps, complain);
    }
  }
}

/** From when on Rowbell is known to hold a value; undefined while nobody can tell. */
type Step = { seen: number; value: string | undefined };

/** Each change begins where the one before ended, and ends in something that the row truly was, in the true order. */
function followChain(
  truth: Truth,
  row: TrueRow,
  column: Watched,
  told: readonly ShownDelivery[],
  leaves: readonly ShownDelivery[],
  complain: Complain,
): Step[] {
  const history = row.columns[column];
  // An added row may have been edited before it was first seen.
  let value = row.addedAt === undefined ? history[0]?.value : undefined;
  const steps: Step[] = [{ seen: row.addedAt ?? 0, value }];
  let index = 0;
  const events = [...told, ...leaves].sort((a, b) => a.revision - b.revision);
  for (const delivery of events) {
    const seen = truth.firstSeen.get(delivery.key) ?? Number.POSITIVE_INFINITY;
    if (leaves.includes(delivery)) value = undefined;
    else {
      const change = delivery.changes.find((line) => line.column === column);
      const [before, after] = [plain(change?.before), plain(change?.after)];
      const name = `${delivery.key} ${row.title} ${column} ${before} → ${after}`;
      if (value !== undefined && before !== value)
        complain("changes follow each other", `${name}, and the one before ended in ${value}`);
      const found = history.findIndex((held, i) => i >= index && held.value === after && held.from < seen);
      if (found < 0) complain("no mail without a true transition", name);
      else index = found;
      if (before === after) complain("no change that is none", name);
      value = after;
    }
    steps.push({ seen, value });
  }
  return steps;
}

function everySettledValueIsTold(
  truth: Truth,
  row: TrueRow,
  column: Watched,
  steps: readonly Step[],
  complain: Complain,
): void {
  const history = row.columns[column];
  history.forEach((held, i) => {
    const until = history[i + 1]?.from ?? Number.POSITIVE_INFINITY;
    const isAlone = history.every((other, j) => j === i || other.at.slice(0, 16) !== held.at.slice(0, 16));
    const clear = isAlone ? 0 : Date.parse(held.at) + ambiguousMs;
    for (const span of livingSpans(row, held.from, until)) {
      const reads = truth.reads(span.from, span.until).filter(({ at }) => Date.parse(at) >= clear);
      const last = reads[readsToBeSeen - 1];
      if (!last) continue;
      const known = steps.findLast(({ seen }) => seen <= last.to);
      if (known?.value !== undefined && known.value !== held.value)
        complain(
          "every settled change is told",
          `${row.title} ${row.id} ${column} was ${held.value} since ${held.at} (${held.from}), and at ${last.at} (${last.to}) it is told as ${known.value}`,
        );
      truth.count("settled values checked");
    }
  });
}

/** A row in the trash is not shown by any query. */
function livingSpans(row: TrueRow, from: number, until: number): { from: number; until: number }[] {
  let spans = [{ from, until }];
  for (const gap of row.trashed) {
    const end = gap.until ?? Number.POSITIVE_INFINITY;
    spans = spans.flatMap((span) =>
      [
        { from: span.from, until: Math.min(span.until, gap.from) },
        { from: Math.max(span.from, end), until: span.until },
      ].filter((part) => part.from < part.until),
    );
  }
  return spans;
}

/** A number as a person reads it, without its currency and separators. */
function plain(text = ""): string {
  return /\d/.test(text) ? text.replace(/[^\d]/g, "") : text;
}
