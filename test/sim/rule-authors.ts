import { checkbox, ruleCell, select, text, title } from "./columns.ts";
import type { Faults } from "./faults.ts";
import type { NotionHost } from "./notion-api/host.ts";
import { type Cells, newest, type WorldRow, type WorldSource } from "./notion-world.ts";
import type { Rng } from "./rng.ts";
import { drawRule, type RuleSpec } from "./rule-spec.ts";
import type { AuthorsRuns } from "./run-lines.ts";

/** A rule with all that its author ever wanted of it; undefined while it is off, removed or mistyped. */
export type WorldRule = {
  row: WorldRow;
  source: WorldSource;
  history: { at: number; spec: RuleSpec | undefined }[];
  /** What was decided on the page about all that it held. */
  decisions: { at: number; answer: "release" | "discard" }[];
  /** When a box was ticked in its row. */
  asks: { at: number; box: "Test" | "Run for matching rows" }[];
  /** While its version is none that is understood. */
  poison?: { from: number; until: number };
};

export type Author = {
  host: NotionHost;
  faults: Faults;
  rng: Rng;
  rulesSource: WorldSource;
  rules: WorldRule[];
  /** The Runs database, where there is one. */
  runs?: AuthorsRuns;
  startsAt: number;
  /** Decides on the page, beside its row. */
  decide: (rule: WorldRule, answer: "release" | "discard") => void;
};

const author = "user-author";
const usualBody = "{{ Name }}: {{ before.Status }} to {{ Status }}, {{ Amount }}";

export function writeRule(
  by: Omit<Author, "startsAt" | "decide">,
  source: WorldSource,
  spec: RuleSpec,
): WorldRule {
  const { host, rulesSource, rules } = by;
  const row = host.world.addRow(rulesSource, cellsOf(spec, source, rules.length + 1), author);
  host.bodies.set(row.id, [
    {
      type: "paragraph",
      text: spec.sets ? [] : [{ text: spec.body ?? usualBody }],
      children: [],
    },
  ]);
  const rule: WorldRule = { row, source, history: [{ at: row.createdAt, spec }], decisions: [], asks: [] };
  rules.push(rule);
  return rule;
}

function cellsOf(spec: RuleSpec, source: WorldSource, number: number): Cells {
  return {
    title: title(`Rule ${number}`),
    state: select(spec.isLive ? "Live" : "Dry run"),
    watch: {
      type: "rich_text",
      value: [{ text: source.name, mention: { type: "database", id: source.databaseId } }],
    },
    when: select(spec.when),
    which: text(spec.which),
    if: text(spec.condition),
    // biome-ignore lint/suspicious/noThenProperty: a column is called so, and a cell is no promise.
    then: select(spec.sets ? "Update row" : "Send email"),
    to: text(spec.to.join(", ")),
    subject: text(spec.subject),
    options: text(spec.options),
  };
}

/** One look of an author at the Rules database. */
export function reviseRules(by: Author): void {
  const { faults, rng, rules } = by;
  answerBrakes(by);
  const rule = rng.pick(rules);
  if (!rule || newest(rule.row).inTrash) return;
  const spec = rule.history.at(-1)?.spec;
  if (spec === undefined) return;
  // Its page is not edited along with it, so what it says there has to go on to fit.
  if (!spec.sets && !spec.recurs && faults.strike("rule is edited")) {
    const { isLive, options } = spec;
    const drawn = drawRule(rng, undefined, by.startsAt);
    if (!drawn.recurs && !drawn.moments) rewrite(by, rule, { ...drawn, isLive, options }, "is edited");
  } else if (faults.strike("rule is switched off and on")) {
    pauseRule(by, rule, { state: select("Off") }, "is switched off");
  } else if (faults.strike("rule is mistyped and mended")) {
    pauseRule(by, rule, { if: text("Amuont >> 50") }, "is mistyped");
  } else if (faults.strike("rule is poison for a while")) {
    const from = by.host.time.now();
    rule.poison ??= { from, until: from + 60_000 * rng.int(2, 10) };
  } else if (rules.length > 1 && faults.strike("rule is removed")) {
    by.host.world.change(rule.row, author, "is removed", { inTrash: true });
    rule.history.push({ at: by.host.time.now(), spec: undefined });
  }
}

export function rewrite({ host }: Pick<Author, "host">, rule: WorldRule, spec: RuleSpec, why: string): void {
  host.world.change(rule.row, author, why, {
    cells: { ...cellsOf(spec, rule.source, 0), title: newest(rule.row).cells.title } as Cells,
  });
  rule.history.push({ at: host.time.now(), spec });
}

function pauseRule(by: Author, rule: WorldRule, cells: Cells, why: string): void {
  const { host, rng } = by;
  const spec = rule.history.at(-1)?.spec;
  host.world.change(rule.row, author, why, { cells });
  rule.history.push({ at: host.time.now(), spec: undefined });
  host.time.at(host.time.now() + 1000 * rng.int(30, 900), () => {
    if (spec && !newest(rule.row).inTrash && rule.history.at(-1)?.spec === undefined)
      rewrite(by, rule, spec, "is mended");
  });
}

/** Both ticked would be no answer. */
export function tick({ world }: NotionHost, row: WorldRow, answer: "release" | "discard"): void {
  const cells = { release: checkbox(answer === "release"), discard: checkbox(answer === "discard") };
  world.change(row, author, `is told to ${answer}`, { cells });
}

/** Has rules tested, or run for the rows that match; who finds the box still ticked waits. */
export function askRules({ host, faults, rules }: Author): void {
  for (const rule of rules) {
    if (newest(rule.row).inTrash) continue;
    if (faults.strike("rule is tested")) ask(host, rule, "Test");
    if (faults.strike("rule is run for its rows")) ask(host, rule, "Run for matching rows");
  }
}

export function ask(host: NotionHost, rule: WorldRule, box: WorldRule["asks"][number]["box"]): void {
  const cell = newest(rule.row).cells[ruleCell(box)];
  if (cell?.type === "checkbox" && cell.value) return;
  rule.asks.push({ at: host.time.now(), box });
  const cells = { [ruleCell(box)]: checkbox(true) };
  host.world.change(rule.row, author, `has ${box} ticked`, { cells });
}

/** An author who finds something held releases it or throws it away. */
export function answerBrakes(by: Author): void {
  const { host, faults, rng, rules } = by;
  for (const rule of rules) {
    const { row, history } = rule;
    const { cells, inTrash } = newest(row);
    const held = cells[ruleCell("Held")];
    if (inTrash || held?.type !== "number" || !held.value || rng.chance(0.3)) continue;
    // Who releases what goes round in a circle sends it round once more.
    const isCircle = history[0]?.spec?.sets !== undefined && host.time.now() > by.startsAt + 30 * 60_000;
    const answer = !isCircle && rng.chance(0.7) ? "release" : "discard";
    if (faults.strike("two decide about a hold at once")) {
      by.decide(rule, answer);
      by.decide(rule, answer);
    } else if (faults.strike("hold is decided on the page")) by.decide(rule, answer);
    else tick(host, row, answer);
  }
}
