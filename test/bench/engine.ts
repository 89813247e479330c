import { decodeRow } from "../../shared/adapters/notion/decode-row.ts";
import type { Json } from "../../shared/adapters/notion/json.ts";
import type { Snapshot } from "../../shared/domain/change.ts";
import { hashRow } from "../../shared/domain/content.ts";
import { diffRow } from "../../shared/domain/diff.ts";
import type { Row, SourceSchema } from "../../shared/domain/row.ts";
import type { RuleRow } from "../../shared/domain/rule.ts";
import { evaluate, prepareRules } from "../../shared/pipeline/judge/evaluate.ts";
import { compileRule } from "../../shared/pipeline/rules/compile-rule.ts";
import type { RuleInForce } from "../../shared/pipeline/rules/rule-book.ts";
import { type Line, median, ms, times } from "./table.ts";

const rows = 100;
const ruleCount = 20;
const rounds = 300;
/** Until the code is compiled; a poll of a warm function runs it so. */
const warmUp = 100;
const moment = { seenAt: "2026-05-04T09:00:00.000Z", dueAt: "2026-05-04T09:00:00.000Z" };
const none: ReadonlySet<string> = new Set();

/** Decode + diff + evaluate of a page of rows, beside `JSON.parse` of the same answer. Takes a real query answer. */
export function benchEngine(answer: string, source: SourceSchema): Line[] {
  const inForce = Array.from({ length: ruleCount }, (_, index) => ruleFor(source, index));
  const before = new Map((JSON.parse(answer).results as Json[]).map((page) => snapshotOf(decodeRow(page))));
  const changed = JSON.parse(answer) as { results: Json[] };
  for (const page of changed.results) alter(page);
  return [
    line("nothing changed", answer, before, inForce),
    line("every row changed", JSON.stringify(changed), before, inForce),
  ];
}

function line(what: string, answer: string, before: Map<string, Snapshot>, inForce: RuleInForce[]): Line {
  const parse: number[] = [];
  const work: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const parsed = JSON.parse(answer) as { results: Json[] };
    const middle = performance.now();
    capture(parsed.results, before, inForce);
    parse.push(middle - start);
    work.push(performance.now() - middle);
  }
  const [floor, own] = [median(parse.slice(warmUp)), median(work.slice(warmUp))];
  return {
    what: `decode + diff + evaluate, ${rows} rows × ${ruleCount} rules, ${what}`,
    value: `${ms(own)} (${Math.round(rows / (own / 1000)).toLocaleString("en")} rows/s)`,
    floor: `${ms(floor)} JSON.parse`,
    ratio: times(own / floor),
    aim: "≤ 3 ×",
  };
}

function capture(pages: Json[], before: Map<string, Snapshot>, inForce: RuleInForce[]): number {
  const rules = prepareRules(inForce);
  let deliveries = 0;
  for (const page of pages) {
    const row = decodeRow(page);
    const content = hashRow(row, none);
    const snapshot = before.get(row.id);
    if (snapshot?.hash === content.hash) continue;
    deliveries += evaluate(rules, diffRow(snapshot, row, content, moment.seenAt), moment).length;
  }
  return deliveries;
}

function snapshotOf(row: Row): [string, Snapshot] {
  return [row.id, { row, revision: 1, ...hashRow(row, none) }];
}

/** Another number in each row, as a paste into a column does. */
function alter(page: Json): void {
  const properties = page.properties as Record<string, Json>;
  for (const property of Object.values(properties)) {
    if (property.type === "number") property.number = Number(property.number ?? 0) + 1;
  }
}

/** Usual rules; a few of them fire for a changed amount, as a few would in a real workspace. */
function ruleFor(source: SourceSchema, index: number): RuleInForce {
  const row: RuleRow = {
    id: `rule-${index}`,
    url: "",
    name: `Rule ${index}`,
    state: "Live",
    watch: source.id,
    watchText: "Orders",
    when: "Row changes",
    which: index % 5 === 0 ? "Amount" : "Status to Shipped",
    condition: `Amount > ${index * 100} and Status is not Cancelled and (Priority is High or Customer email is not empty)`,
    action: "Send email",
    to: "{{ Customer email }}",
    subject: "{{ Order }} is {{ Status }}",
    options: "",
    body: [],
  };
  const compiled = compileRule(row, source);
  if (!compiled.value) throw new Error(JSON.stringify(compiled.problems));
  return { rule: { ...compiled.value, version: 1, connectionId: "default" }, dryRun: false };
}
