import type { CommitResult, Lease } from "../ports.ts";
import { contentToken } from "./content-token.ts";
import { mostTransactionBytes } from "./item-size.ts";
import { expandManifest } from "./manifest.ts";
import { mostActions, type Plan } from "./plan-commit.ts";
import type { Table, Write } from "./table.ts";
import { writeManyUnderLease, writeUnderLease } from "./write-under-lease.ts";

/** Rows that share a transaction. `besides` is written with them whatever becomes of them. */
type Group = { plans: Plan[]; besides: Write[]; bytes: number; actions: number; keys: Set<string> };

/** Smaller transactions conflict less; with this many the lease's check costs next to nothing a row. */
const rowsTogether = 25;

/** Puts rows together, in their order, as far as one transaction takes them. The first group carries `besides`. */
export function groupsOf(plans: readonly Plan[], besides: Write[]): Group[] {
  const groups: Group[] = [];
  for (const plan of plans) {
    const last = groups.at(-1);
    if (last && hasRoom(last, plan)) add(last, plan);
    else groups.push(add(emptyGroup(groups.length === 0 ? besides : []), plan));
  }
  return groups.length === 0 && besides.length > 0 ? [emptyGroup(besides)] : groups;
}

/**
 * Carries out what was planned. Where a condition of a row does not hold, its transaction is made again without it: a
 * row that moved on is raced, a delivery that is there stays as it is.
 */
export async function carryOut(
  table: Table,
  lease: Lease,
  groups: readonly Group[],
  newId: () => string,
): Promise<CommitResult[]> {
  const results: CommitResult[] = [];
  for (const { plans, besides } of groups) {
    const before = plans.flatMap((plan) => plan.before);
    await writeManyUnderLease(table, lease, before, newId);
    const committed = await writeTogether(table, lease, plans, besides);
    for (const plan of committed) for (const key of plan.manifests) await expandManifest(table, key);
    const after = [...committed].flatMap((plan) => plan.after);
    await writeManyUnderLease(table, lease, after, newId);
    results.push(...plans.map((plan) => resultOf(plan, committed.has(plan))));
  }
  return results;
}

/** @returns the plans that were carried out. */
async function writeTogether(
  table: Table,
  lease: Lease,
  plans: readonly Plan[],
  besides: readonly Write[],
): Promise<Set<Plan>> {
  let open = plans.map((plan) => ({ plan, writes: plan.writes }));
  for (;;) {
    const writes = [...besides, ...open.flatMap((each) => each.writes)];
    if (writes.length === 0) break;
    const failed = await writeUnderLease(table, lease, writes, contentToken(lease, writes));
    if (!failed) break;
    open = withoutFailed(open, new Set(failed.map((index) => writes[index])));
  }
  return new Set(open.map(({ plan }) => plan));
}

function withoutFailed<T extends { writes: Write[] }>(open: T[], failed: Set<Write | undefined>): T[] {
  return open
    .filter(({ writes: [snapshot] }) => !failed.has(snapshot))
    .map((each) => ({ ...each, writes: each.writes.filter((write) => !failed.has(write)) }));
}

function resultOf({ problem }: Plan, isCommitted: boolean): CommitResult {
  if (!isCommitted) return { outcome: "raced" };
  return problem === undefined ? { outcome: "committed" } : { outcome: "refused", problem };
}

function emptyGroup(besides: Write[]): Group {
  return { plans: [], besides, bytes: 0, actions: 0, keys: new Set() };
}

function hasRoom(group: Group, { writes, bytes }: Plan): boolean {
  return (
    group.plans.length < rowsTogether &&
    group.actions + writes.length <= mostActions &&
    group.bytes + bytes <= mostTransactionBytes &&
    // A transaction takes each item once; what comes later on the same one has to come after it.
    !writes.some((write) => group.keys.has(nameOf(write)))
  );
}

function add(group: Group, plan: Plan): Group {
  group.plans.push(plan);
  group.bytes += plan.bytes;
  group.actions += plan.writes.length;
  for (const write of plan.writes) group.keys.add(nameOf(write));
  return group;
}

function nameOf(write: Write): string {
  const { pk, sk } =
    "put" in write
      ? write.put
      : "update" in write
        ? write.update
        : "delete" in write
          ? write.delete
          : write.check;
  return `${pk} ${sk}`;
}
