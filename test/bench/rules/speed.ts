import { parseCondition } from "../../../shared/domain/condition/parse.ts";
import { toPredicate } from "../../../shared/domain/condition/predicate.ts";
import type { SourceSchema } from "../../../shared/domain/row.ts";
import { conditionOf } from "../../domain/condition/meaning.ts";
import { now } from "../../support/builders.ts";
import { type Line, median, times } from "../table.ts";
import { type Sentence, sentences, someRows, source, wideSource } from "./sentences.ts";

const rounds = 200;
/** Few enough to stay in the processor's cache: beside waiting for memory any predicate looks fast. */
const rowCount = 1_000;
const compilations = 500;

/** Evaluation beside a predicate written by hand, and compilation, of each sentence. */
export function benchSpeed(): Line[] {
  const rows = someRows(rowCount);
  const ratios: number[] = [];
  const lines = sentences.flatMap((sentence): Line[] => {
    const { own, hand } = evaluation(sentence, rows);
    ratios.push(own / hand);
    return [
      {
        what: `evaluate “${sentence.text}”`,
        value: nanoseconds(own),
        floor: `${nanoseconds(hand)} by hand`,
        ratio: times(own / hand),
        aim: "≤ 3 ×",
      },
      { what: "  compile it", value: milliseconds(compilation(sentence.text, source)), aim: "< 0.2 ms" },
    ];
  });
  const [first] = sentences;
  return [
    ...lines,
    { what: "evaluate, median of all", value: "", ratio: times(median(ratios)), aim: "≤ 3 ×" },
    {
      what: `compile “${first?.text}” among ${wideSource.columns.length} columns`,
      value: milliseconds(compilation(first?.text ?? "", wideSource)),
      aim: "< 0.2 ms",
    },
  ];
}

/** Nanoseconds a row, in turn so that both meet the machine's moods. */
function evaluation(
  { text, byHand }: Sentence,
  rows: ReturnType<typeof someRows>,
): { own: number; hand: number } {
  const predicate = toPredicate(conditionOf(text));
  const [own, hand]: number[][] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const met = [predicate, byHand].map((test, index) => {
      const start = process.hrtime.bigint();
      let count = 0;
      for (const row of rows) if (test(row, now)) count++;
      (index === 0 ? own : hand)?.push(Number(process.hrtime.bigint() - start) / rows.length);
      return count;
    });
    if (met[0] !== met[1] || met[0] === 0 || met[0] === rows.length)
      throw new Error(`${text}: ${met[0]} rows meet it, by hand ${met[1]}`);
  }
  return { own: median(own ?? []), hand: median(hand ?? []) };
}

/** Milliseconds. */
function compilation(text: string, of: SourceSchema): number {
  const taken = Array.from({ length: compilations }, () => {
    const start = process.hrtime.bigint();
    const read = parseCondition(text, of);
    const spent = Number(process.hrtime.bigint() - start) / 1e6;
    if ("problem" in read) throw new Error(read.problem);
    return spent;
  });
  // The best tenth: what others do on this machine is no part of it.
  return taken.sort((a, b) => a - b)[Math.floor(compilations / 10)] ?? Number.NaN;
}

const nanoseconds = (value: number) => `${value.toFixed(0)} ns`;
const milliseconds = (value: number) => `${value.toFixed(3)} ms`;
