import type { Complain } from "./check-chaos.ts";
import { checkDues } from "./check-dues.ts";
import type { RuleName } from "./rules.ts";
import type { Outcome, ShownDelivery } from "./run-chaos.ts";
import type { TrueRow, Truth } from "./truth.ts";

/** Rules that name a value fire exactly with those changes of their column, which the rules for every change tell. */
const byStatus: Partial<Record<RuleName, string>> = {
  shipped: "Shipped",
  braked: "Packing",
  write: "Cancelled",
};
/** A row that is added or removed for so long is surely seen: two sweeps of a small source. */
const sweepsMs = 65 * 60_000;

export function checkFirings(outcome: Outcome, complain: Complain): void {
  const { rules, deliveries, truth } = outcome;
  const of = (name: RuleName) => deliveries.filter(({ ruleId }) => ruleId === rules[name].id);
  const changes = of("status");
  for (const [name, value] of Object.entries(byStatus) as [RuleName, string][])
    firesWith(
      name,
      changes.filter((change) => endsIn(change, value)),
      of(name),
      complain,
    );
  firesWith("dry", changes, of("dry"), complain);
  const delivered = changes.filter((change) => endsIn(change, "Delivered"));
  firesWhileOn(outcome, delivered, of("fickle"), complain);
  for (const { rowId, revision, ruleId, op, key } of deliveries) {
    if (op === "update" && !truth.rows.has(rowId))
      complain("only rows fire", `${ruleId} ${rowId}@${revision}`);
    if (op === "create" && truth.rows.get(rowId)?.addedAt === undefined)
      complain("the baseline is silent", key);
  }
  becomesDear(outcome, of("amount"), of("dear"), complain);
  for (const row of truth.rows.values()) {
    checkDues(outcome, row, of("due"), complain);
    comesOnce(truth, row, of("added"), complain);
    leavesAsOften(truth, row, of("removed"), complain);
  }
}

function at({ rowId, revision }: ShownDelivery): string {
  return `${rowId}@${revision}`;
}

function endsIn({ changes }: ShownDelivery, value: string): boolean {
  return changes.some(({ column, after }) => column === "Status" && after === value);
}

function firesWith(
  name: string,
  expected: readonly ShownDelivery[],
  fired: readonly ShownDelivery[],
  complain: Complain,
): void {
  const [wanted, had] = [new Set(expected.map(at)), new Set(fired.map(at))];
  for (const place of wanted)
    if (!had.has(place)) complain("every settled change fires", `${name} not for ${place}`);
  for (const place of had)
    if (!wanted.has(place)) complain("nothing fires without a reason", `${name} for ${place}`);
}

/** Amount goes above 1000: told by the changes of that column alone, as its rule has no other condition. */
function becomesDear(
  { truth }: Outcome,
  changes: readonly ShownDelivery[],
  fired: readonly ShownDelivery[],
  complain: Complain,
): void {
  const isDear = (text = "") => Number(text.replace(/[^\d]/g, "")) > 1000;
  const rises = changes.filter(({ changes: lines }) =>
    lines.some(({ column, before, after }) => column === "Amount" && !isDear(before) && isDear(after)),
  );
  const created = fired.filter(({ op }) => op === "create");
  for (const { rowId, key } of created)
    if (truth.rows.get(rowId)?.addedAt === undefined) complain("the baseline is silent", key);
  firesWith(
    "dear",
    rises,
    fired.filter(({ op }) => op !== "create"),
    complain,
  );
}

function comesOnce(truth: Truth, row: TrueRow, fired: readonly ShownDelivery[], complain: Complain): void {
  const count = fired.filter(({ rowId }) => rowId === row.id).length;
  const from = row.addedAt;
  if (from === undefined) {
    if (count > 0) complain("the baseline is silent", `${row.id} was added ${count} times`);
    return;
  }
  const until = row.trashed[0]?.from ?? Number.POSITIVE_INFINITY;
  const isSure = truth.reads(from, until).length >= 2;
  if (count > 1 || (isSure && count !== 1)) complain("a row is added once", `${row.id} ${count} times`);
}

function leavesAsOften(
  truth: Truth,
  row: TrueRow,
  fired: readonly ShownDelivery[],
  complain: Complain,
): void {
  const own = fired.filter(({ rowId }) => rowId === row.id);
  if (own.length > row.trashed.length)
    complain(
      "a row is removed as often as it went",
      `${row.id}: told ${own.length}, went ${row.trashed.length} times`,
    );
  for (const { from, until = Number.POSITIVE_INFINITY } of row.trashed) {
    // It was there to be seen since it last came.
    const cameAt = row.trashed.findLast((gap) => (gap.until ?? from) < from)?.until ?? row.addedAt ?? 0;
    const before = truth.reads(cameAt, from).length >= 2;
    const reads = truth.reads(from, until);
    const spanMs = Date.parse(reads.at(-1)?.at ?? "") - Date.parse(reads[0]?.at ?? "");
    if (!before || reads.length < 4 || !(spanMs > sweepsMs)) continue;
    const told = own.filter(({ key }) => {
      const seen = truth.firstSeen.get(key) ?? 0;
      return seen > from && seen < until;
    });
    if (told.length !== 1)
      complain(
        "a row that is gone is told once",
        `${row.id} from ${from} to ${until}: ${told.length}, read at ${reads.map((poll) => poll.at).join()}`,
      );
  }
}

/** A rule that is switched off is silent, and what happened meanwhile stays so. */
function firesWhileOn(
  { truth, rules }: Outcome,
  expected: readonly ShownDelivery[],
  fired: readonly ShownDelivery[],
  complain: Complain,
): void {
  const spans = truth.off.get(rules.fickle.id) ?? [];
  const places = new Set(fired.map(at));
  for (const change of expected) {
    const seen = truth.firstSeen.get(change.key) ?? 0;
    const off = spans.find(({ from, until = Number.POSITIVE_INFINITY }) => from < seen && seen < until);
    const on = spans.findLast(({ until }) => until !== undefined && until < seen)?.until ?? 0;
    const hasFired = places.has(at(change));
    if (off && hasFired && truth.reads(off.from, seen).length >= 2)
      complain("a rule that is off is silent", `fickle fired for ${at(change)}`);
    if (!off && !hasFired && truth.reads(on, seen).length >= 4)
      complain(
        "every settled change fires",
        `fickle not for ${at(change)}, seen at ${seen}; off ${JSON.stringify(spans)}`,
      );
  }
  const wanted = new Set(expected.map(at));
  for (const place of places)
    if (!wanted.has(place)) complain("nothing fires without a reason", `fickle for ${place}`);
}
