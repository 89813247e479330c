import type { Row } from "../../../shared/domain/row.ts";
import { prepareRules } from "../../../shared/pipeline/judge/evaluate.ts";
import { memoryTable } from "../../sim/memory-table.ts";
import { type Line, median, ms, times } from "../table.ts";
import { cpuMs } from "./cpu-ms.ts";
import { type OpenedOrders, openOrders, rulesFor } from "./open-orders.ts";
import { orderOf } from "./orders.ts";
import { answersOf } from "./orders-workspace.ts";

const rows = 1_000;
const ruleCounts = [1, 100, 10_000];
/** The first rounds are left out: until the code is compiled. */
const warmUp = 2;
const shares = [
  { what: "idle", changed: 0, rounds: 32 },
  { what: "1 % changed", changed: rows / 100, rounds: 22 },
  { what: "100 % changed", changed: rows, rounds: 7 },
];

/** Rows a second through the production capture, beside `JSON.parse` of as many rows of Notion's answers. */
export async function benchCapture(): Promise<Line[]> {
  const lines: Line[] = [];
  const opened = new Map<number, OpenedOrders>();
  for (const count of ruleCounts) opened.set(count, await openWith(count, "objects"));
  const fromJson = await openWith(1, "JSON");
  for (const share of shares) lines.push(...(await linesOf(share, opened, fromJson)));
  return [...lines, prepareLine()];
}

async function linesOf(
  { what, changed, rounds }: (typeof shares)[number],
  opened: ReadonlyMap<number, OpenedOrders>,
  fromJson: OpenedOrders,
): Promise<Line[]> {
  const all = [...opened.values(), fromJson];
  const taken = all.map((): number[] => []);
  const floor: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // In turn, and each time another first, so that the machine's moods meet all of them.
    for (let turn = 0; turn < all.length; turn++) {
      const which = (round + turn) % all.length;
      taken[which]?.push(await perRow(all[which] as OpenedOrders, changed));
    }
    floor.push(parseMs(fromJson.workspace.edited) / rows);
  }
  const own = taken.map((values) => median(values.slice(warmUp)));
  const [one = 0] = own;
  const parse = median(floor.slice(warmUp));
  const names = [
    ...ruleCounts.map((count) => (count === 1 ? "1 rule" : `${count.toLocaleString("en")} rules`)),
    "1 rule, read from JSON",
  ];
  return own.map((value, index): Line => {
    const isCompared = index > 0 && index < ruleCounts.length;
    return {
      what: `window ${what}, ${names[index]}`,
      value: `${Math.round(1000 / value).toLocaleString("en")} rows/s (${micro(value)})`,
      floor: isCompared ? `${micro(one)} with 1 rule` : `${micro(parse)} JSON.parse`,
      ratio: times(value / (isCompared ? one : parse)),
      aim: index === ruleCounts.length - 1 ? "< 1.10 ×" : "",
    };
  });
}

async function openWith(rules: number, form: "objects" | "JSON"): Promise<OpenedOrders> {
  const opened = await openOrders({
    count: rows,
    rules: rulesFor(rules),
    form,
    table: (clock) => memoryTable(clock),
  });
  // The baseline, and the first sweep, which follows at once.
  for (let read = 1; read > 0; opened.wait(1)) read = (await opened.capture()).rowsRead;
  return opened;
}

let amount = 0;

/** Polls until nothing waits any more; milliseconds for each row that was read. */
async function perRow(opened: OpenedOrders, changed: number): Promise<number> {
  const { workspace } = opened;
  opened.wait(1);
  amount++;
  const minute = new Date(Math.floor(opened.now().getTime() / 60_000) * 60_000).toISOString();
  const before = workspace.edited;
  workspace.edited = Array.from({ length: rows }, (_, index): Row => {
    if (index < changed) return orderOf(index, amount, minute);
    return before[index] ?? orderOf(index);
  });
  // Made before the time is taken.
  answersOf(workspace.edited);
  let [taken, read, changes] = [0, 0, 0];
  do {
    opened.wait(1);
    const result = await opened.capture();
    taken += result.ms;
    read += result.rowsRead;
    changes += result.changes;
  } while (changes < changed);
  return taken / read;
}

function parseMs(edited: readonly Row[]): number {
  const texts = answersOf(edited);
  const start = cpuMs();
  for (const text of texts) JSON.parse(text);
  return cpuMs() - start;
}

const prepareRounds = 5;

/** Once a poll: not part of what a row costs. */
function prepareLine(): Line {
  const rules = rulesFor(10_000);
  const stored = JSON.stringify(rules);
  const taken: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < prepareRounds; round++) {
    const start = performance.now();
    prepareRules(rules);
    const middle = performance.now();
    JSON.parse(stored);
    taken.push(middle - start);
    floor.push(performance.now() - middle);
  }
  const [own, parse] = [median(taken), median(floor)];
  return {
    what: "10,000 rules made ready, once a poll",
    value: ms(own),
    floor: `${ms(parse)} JSON.parse`,
    ratio: times(own / parse),
    aim: "",
  };
}

const micro = (value: number) => `${(1000 * value).toFixed(1)} µs`;
