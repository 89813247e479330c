import type { Complain } from "./check-chaos.ts";
import type { Outcome, ShownDelivery } from "./run-chaos.ts";
import type { TrueRow } from "./truth.ts";

/** Each date that a row was due at fires when it comes, once, if the row said so before; and none fires otherwise. */
export function checkDues(
  { truth, endedAt }: Outcome,
  row: TrueRow,
  fired: readonly ShownDelivery[],
  complain: Complain,
): void {
  const count = fired.filter(({ rowId }) => rowId === row.id).length;
  let sure = 0;
  let possible = 0;
  row.dues.forEach(({ value, from, at }, i) => {
    const due = Date.parse(value);
    // An edit tells only its minute.
    if (!value.includes("T") || due > Date.parse(endedAt) || due < Date.parse(`${at.slice(0, 16)}Z`)) return;
    possible++;
    const until = row.dues[i + 1]?.from ?? Number.POSITIVE_INFINITY;
    const isGone = row.trashed.some(
      (gap) => gap.from < until && (gap.until ?? Number.POSITIVE_INFINITY) > from,
    );
    const reads = truth.reads(from, until);
    const before = reads.filter((poll) => Date.parse(poll.at) < due).length;
    const after = reads.filter((poll) => Date.parse(poll.at) >= due).length;
    if (!isGone && before >= 1 && after >= 2) sure++;
  });
  for (let left = sure; left > 0; left--) truth.count("dates checked");
  const what = `${row.id} fired ${count} times, its dates came ${sure} to ${possible} times: ${JSON.stringify(row.dues)}`;
  if (count < sure) complain("every moment that comes fires", what);
  if (count > possible) complain("a moment fires once, and only one that the row had", what);
}
