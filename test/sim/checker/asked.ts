import type { AskedRun } from "../../../shared/domain/asked.ts";
import { ruleCell } from "../columns.ts";
import { newest } from "../notion-world.ts";
import type { WorldRule } from "../rule-authors.ts";
import type { Evidence, Observed } from "./evidence.ts";
import { iso } from "./observation.ts";

/** A test is one mail for one tick, to whoever ticked and to nobody else. */
export function testsGoToTheirAuthor(evidence: Evidence): void {
  const { universe, deliveries, found } = evidence;
  const problem = (what: string) => found.push({ invariant: "a test goes to its author, once a tick", what });
  for (const {
    key,
    mail: { to },
  } of universe.mail.sent) {
    const isTest = deliveries.get(key)?.op === "test";
    const isToAuthor = to.join() === "author@example.com";
    if (isTest !== isToAuthor) problem(`${key} went to ${to.join()}`);
  }
  for (const rule of universe.author.rules) {
    const commits = (evidence.observed.get(`test-${rule.row.id}`) ?? []).map(({ at }) => at);
    if (exceeds(commits, asksOf(rule, "Test"))) problem(`rule ${rule.row.number}: more tests than ticks`);
  }
}

type Box = WorldRule["asks"][number]["box"];

function asksOf({ asks }: WorldRule, box: Box): number[] {
  return asks.flatMap((ask) => (ask.box === box ? [ask.at] : []));
}

/** Are there, at any time, more events than there were occasions by then? */
function exceeds(events: readonly number[], occasions: readonly number[]): boolean {
  const sorted = [...events].sort((a, b) => a - b);
  return sorted.some((at, index) => occasions.filter((occasion) => occasion <= at).length < index + 1);
}

/** A rule that is run for its rows owes each row one delivery a tick, and sends none before its author has released it. */
export function runsAreForEachRowOnce(evidence: Evidence): void {
  const { universe, observed, found } = evidence;
  const problem = (what: string, rowId?: string) =>
    found.push({ invariant: "a tick runs a rule for each row once", what, ...(rowId ? { rowId } : {}) });
  const begun = new Map<string, Map<string, number>>();
  const seen = new Set<string>();
  for (const [rowId, commits] of observed) {
    for (const { at, commit } of commits) {
      for (const { op, ruleId, state, dryRun, key } of commit.deliveries) {
        if (op !== "asked") continue;
        const tick = commit.snapshot.reached?.[`${ruleId}:run`] ?? "";
        const name = `${ruleId} ${rowId} ${tick}`;
        if (seen.has(name)) problem(`${key} is a second one`, rowId);
        seen.add(name);
        if (state !== "held" && !dryRun) problem(`${key} did not wait`, rowId);
        const runs = begun.get(ruleId) ?? new Map<string, number>();
        begun.set(ruleId, runs.set(tick, Math.min(at, runs.get(tick) ?? at)));
      }
    }
  }
  for (const rule of universe.author.rules) {
    const runs = [...(begun.get(rule.row.id)?.values() ?? [])];
    if (exceeds(runs, asksOf(rule, "Run for matching rows")))
      problem(`rule ${rule.row.number}: more runs than ticks`);
    const run = evidence.heads.get(rule.row.id)?.asked?.run;
    if (run && isSteady(rule))
      everyRowIsRun(evidence, rule, run, (rowId) => seen.has(`${rule.row.id} ${rowId} ${run.at}`));
  }
}

const knownMs = 8 * 60_000;

/** A row that has long been known, and is not edited meanwhile, is one of them. */
function everyRowIsRun(
  { observed, found }: Evidence,
  rule: WorldRule,
  { answer, owed }: AskedRun,
  isRun: (rowId: string) => boolean,
): void {
  const askedAt = asksOf(rule, "Run for matching rows").at(-1) ?? 0;
  const spec = rule.history[0]?.spec;
  const isDone = answer === "" || answer?.includes("dry run");
  if (!spec?.matches || !isDone || owed === 0) return;
  for (const row of rule.source.rows) {
    const commits: Observed[] = observed.get(row.id) ?? [];
    const own = commits.filter(({ commit }) => !commit.deliveries.some(({ op }) => op === "asked"));
    const last = own.at(-1);
    if (!last || last.at > askedAt - knownMs || last.index !== row.states.length - 1) continue;
    const { snapshot } = last.commit;
    const state = row.states[last.index];
    if (snapshot.isStub || snapshot.removed || state?.sourceId !== rule.source.id) continue;
    if (!state || !spec.matches(state.cells) || isRun(row.id)) continue;
    const what = `rule ${rule.row.number}, asked at ${iso(askedAt)}, passed by ${row.id}`;
    found.push({ invariant: "a tick runs a rule for each row once", what, rowId: row.id });
  }
}

/** Was the rule the same all along, and its source whole? */
function isSteady({ history, source, row, poison }: WorldRule): boolean {
  return (
    history.length === 1 &&
    source.schemas.length === 1 &&
    source.troubles.length === 0 &&
    source.lost.length === 0 &&
    !poison &&
    !newest(row).inTrash
  );
}

/** In the end no tick stands, and each was answered. */
export function ticksAreAnswered({ universe, heads, found }: Evidence): void {
  for (const rule of universe.author.rules) {
    if (!isSteady(rule)) continue;
    const asked = heads.get(rule.row.id)?.asked;
    for (const [box, tick] of [
      ["Test", asked?.test],
      ["Run for matching rows", asked?.run],
    ] as const) {
      const cell = newest(rule.row).cells[ruleCell(box)];
      const stands = cell?.type === "checkbox" && cell.value;
      const isAnswered = asksOf(rule, box).length === 0 || tick?.answer !== undefined;
      if (stands || !isAnswered)
        found.push({
          invariant: "a tick is answered, and taken away",
          what: `${box} of rule ${rule.row.number} ${stands ? "stands" : "was not answered"}`,
        });
    }
  }
}
