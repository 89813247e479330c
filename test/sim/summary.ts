import type { Violation } from "./checker/evidence.ts";
import { allFaultKinds, type FaultKind } from "./fault-kinds.ts";
import { requiredMarks } from "./marks.ts";
import type { SeedResult } from "./run-seed.ts";

export type Summary = {
  seeds: number;
  calls: number;
  mails: number;
  commits: number;
  virtualMs: number;
  faults: Map<FaultKind, number>;
  marks: Map<string, number>;
  failing: Map<number, Violation[]>;
};

export function emptySummary(): Summary {
  return {
    seeds: 0,
    calls: 0,
    mails: 0,
    commits: 0,
    virtualMs: 0,
    faults: new Map(),
    marks: new Map(),
    failing: new Map(),
  };
}

export function addResult(summary: Summary, result: Omit<SeedResult, "injections">): void {
  summary.seeds++;
  summary.calls += result.calls;
  summary.mails += result.mails;
  summary.commits += result.commits;
  summary.virtualMs += result.virtualMs;
  for (const [kind, count] of Object.entries(result.faults) as [FaultKind, number][])
    summary.faults.set(kind, (summary.faults.get(kind) ?? 0) + count);
  for (const mark of result.marks) summary.marks.set(mark, (summary.marks.get(mark) ?? 0) + 1);
  if (result.violations.length > 0) summary.failing.set(result.seed, result.violations);
}

const yearMs = 365.25 * 24 * 3_600_000;
const mostFailures = 30;

/** @returns the kinds of faults that never struck, and the ways that were never taken. */
export function printSummary(summary: Summary, seconds: number): string[] {
  const { seeds, calls, mails, commits, virtualMs, faults, marks, failing } = summary;
  let struck = 0;
  for (const count of faults.values()) struck += count;
  const rate = (seeds / seconds).toFixed(1);
  console.log(`seeds            ${seeds} in ${seconds.toFixed(1)} s, ${rate} a second`);
  console.log(`calls            ${calls}`);
  console.log(`faults           ${struck} (${((100 * struck) / Math.max(calls, 1)).toFixed(1)} % of calls)`);
  console.log(`virtual years    ${(virtualMs / yearMs).toFixed(2)}`);
  console.log(`events, mails    ${commits}, ${mails}`);
  console.log("\nfaults by kind");
  for (const kind of allFaultKinds)
    console.log(`  ${kind.padEnd(52)}${String(faults.get(kind) ?? 0).padStart(9)}`);
  console.log("\nseen at least once, in so many seeds");
  for (const [mark, count] of [...marks].sort())
    console.log(`  ${mark.padEnd(52)}${String(count).padStart(9)}`);
  printFailures(failing);
  const missing = [
    ...allFaultKinds.filter((kind) => !faults.has(kind)),
    ...requiredMarks.filter((mark) => !marks.has(mark)),
  ];
  if (missing.length > 0) console.log(`\nnever seen: ${missing.join(", ")}`);
  return missing;
}

function printFailures(failing: Summary["failing"]): void {
  const byInvariant = new Map<string, number[]>();
  for (const [seed, violations] of failing)
    for (const invariant of new Set(violations.map((violation) => violation.invariant)))
      byInvariant.set(invariant, [...(byInvariant.get(invariant) ?? []), seed]);
  console.log(`\nviolations       ${failing.size} seeds`);
  for (const [invariant, seeds] of byInvariant)
    console.log(
      `  ${invariant}: ${seeds.length} seeds, ${seeds
        .slice(0, mostFailures)
        .sort((a, b) => a - b)
        .join(" ")}`,
    );
}
