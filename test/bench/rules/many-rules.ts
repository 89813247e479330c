import type { ChangeEvent } from "../../../shared/domain/change.ts";
import type { Value } from "../../../shared/domain/row.ts";
import { evaluate, prepareRules } from "../../../shared/pipeline/judge/evaluate.ts";
import { compileRule } from "../../../shared/pipeline/rules/compile-rule.ts";
import type { RuleInForce } from "../../../shared/pipeline/rules/rule-book.ts";
import { aColumn, aRow, aRuleRow, aSource, columnId, now } from "../../support/builders.ts";
import { type Line, median, times } from "../table.ts";

const ruleCount = 10_000;
const columnCount = 100;
const rounds = 40;

const names = Array.from({ length: columnCount }, (_, index) => `Column ${index}`);
const source = aSource({ columns: names.map((name) => aColumn(name, "number")) });

/** Ten thousand rules on one source, a hundred for each column, of which one in a hundred fires for 5. */
function manyRules(): RuleInForce[] {
  return Array.from({ length: ruleCount }, (_, index) => {
    const name = names[index % columnCount] ?? "";
    const limit = index < columnCount ? 0 : 100;
    const row = aRuleRow({
      id: `rule-${index}`,
      which: name,
      condition: `${name} > ${limit}`,
      to: "ada@example.com",
      subject: "Hello",
    });
    const { value } = compileRule(row, source);
    if (!value) throw new Error("a rule of the bench is wrong");
    return { rule: { ...value, version: 1, connectionId: "main" }, dryRun: false };
  });
}

/** A change of one column, as capture hands it to the rules. */
function changeOf(index: number): ChangeEvent {
  const cells = (value: number) =>
    Object.fromEntries(names.map((name): [string, Value] => [name, { type: "number", value }]));
  const [before, after] = [aRow(cells(4)), aRow(cells(5))];
  return { op: "update", before, after, changed: [columnId(names[index] ?? "")], revision: 5, at: now };
}

/** What ten thousand rules on one source cost a poll, and a change. */
export function benchManyRules(): Line[] {
  const rules = manyRules();
  const prepared = Array.from({ length: 9 }, () => spent(() => prepareRules(rules)));
  const set = prepareRules(rules);
  const moment = { seenAt: now, dueAt: now };
  const limits = Array.from({ length: ruleCount / columnCount }, (_, index) => (index === 0 ? 0 : 100));
  const [indexed, byHand, asked]: number[][] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    const change = changeOf(round % columnCount);
    const value = change.after.properties[change.changed[0] ?? ""];
    indexed?.push(
      spent(() => {
        if (evaluate(set, change, moment).length !== 1) throw new Error("other than one rule fires");
      }),
    );
    byHand?.push(
      spent(() => {
        const own = value?.type === "number" ? (value.value ?? 0) : 0;
        const firing = limits.filter((limit) => own > limit);
        if (firing.length !== 1) throw new Error("other than one fires by hand");
      }),
    );
    asked?.push(
      spent(() => {
        for (const evaluator of set.all) evaluator.judge(change);
      }),
    );
  }
  const [own, all] = [median(indexed ?? []), median(asked ?? [])];
  return [
    {
      what: `make ${ruleCount.toLocaleString("en")} rules ready, once a poll`,
      value: ms(median(prepared)),
      aim: "< 50 ms",
    },
    {
      what: `a change of one of their ${columnCount} columns, ${ruleCount / columnCount} rules concerned`,
      value: us(own),
      floor: `${us(all)} asking all`,
      ratio: times(own / all),
      aim: "≤ 0.05 ×",
    },
    { what: "  the comparisons alone, by hand", value: us(median(byHand ?? [])), aim: "" },
  ];
}

/** Milliseconds. */
function spent(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const ms = (value: number) => `${value.toFixed(1)} ms`;
const us = (value: number) => `${(value * 1000).toFixed(0)} µs`;
