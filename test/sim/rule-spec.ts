import type { Cells } from "./notion-world.ts";
import type { Rng } from "./rng.ts";

/**
 * What an author means by a rule, in the simulation's own words: an oracle that shares no code with what is proven.
 * `fires` judges two states that followed each other; before is undefined for a row that was not there.
 */
export type RuleSpec = {
  kind: "added" | "changes" | "matches" | "date" | "schedule";
  when: string;
  which: string;
  condition: string;
  options: string;
  isLive: boolean;
  subject: string;
  /** Ids of the columns by which it judges; none for one that judges by a row's being there. */
  looksAt?: readonly string[];
  fires(before: Cells | undefined, after: Cells): boolean;
};

/** Rows a rule may fire for in one poll and an hour; undefined for the defaults. */
export type Brake = { above: number; hourly: number };

const statusOf = (cells: Cells | undefined) =>
  cells?.st?.type === "status" ? cells.st.value?.name : undefined;
const amountOf = (cells: Cells | undefined) =>
  (cells?.am?.type === "number" ? cells.am.value : undefined) ?? null;
const dueOf = (cells: Cells | undefined) => (cells?.du?.type === "date" ? cells.du.value?.start : undefined);
const scoreOf = (cells: Cells | undefined) =>
  cells?.sc?.type === "formula" && cells.sc.value.kind === "number" ? cells.sc.value.value : null;
const linksOf = (cells: Cells | undefined) => (cells?.re?.type === "relation" ? cells.re.value.join() : "");

const toStatus = (name: string) => ({
  kind: "changes" as const,
  when: "Row changes",
  which: `Status to ${name}`,
  condition: "",
  looksAt: ["st"],
  fires: (before: Cells | undefined, after: Cells) =>
    before !== undefined && statusOf(before) !== name && statusOf(after) === name,
});

const matchesAbove = (least: number) => ({
  kind: "matches" as const,
  when: "Row starts to match",
  which: "",
  condition: `Amount > ${least}`,
  looksAt: ["am"],
  fires: (before: Cells | undefined, after: Cells) =>
    !((amountOf(before) ?? -1) > least) && (amountOf(after) ?? -1) > least,
});

const shapes = [
  toStatus("Done"),
  toStatus("Doing"),
  matchesAbove(50),
  matchesAbove(70),
  {
    kind: "added" as const,
    when: "Row is added",
    which: "",
    condition: "",
    looksAt: [],
    fires: (before: Cells | undefined) => before === undefined,
  },
  {
    kind: "changes" as const,
    when: "Row changes",
    which: "Amount",
    condition: "",
    looksAt: ["am"],
    fires: (before: Cells | undefined, after: Cells) =>
      before !== undefined && amountOf(before) !== amountOf(after),
  },
  {
    kind: "changes" as const,
    when: "Row changes",
    which: "Links",
    condition: "",
    looksAt: ["re"],
    fires: (before: Cells | undefined, after: Cells) =>
      before !== undefined && linksOf(before) !== linksOf(after),
  },
  {
    kind: "changes" as const,
    when: "Row changes",
    which: "Due",
    condition: "Status is not Todo",
    looksAt: ["du", "st"],
    fires: (before: Cells | undefined, after: Cells) =>
      before !== undefined && dueOf(before) !== dueOf(after) && statusOf(after) !== "Todo",
  },
  {
    kind: "matches" as const,
    when: "Row starts to match",
    which: "",
    condition: "Score > 50",
    looksAt: ["sc"],
    fires: (before: Cells | undefined, after: Cells) =>
      !((scoreOf(before) ?? -1) > 50) && (scoreOf(after) ?? -1) > 50,
  },
];

const never = () => false;
/** The clock fires these: timers.ts of the checker knows when. */
const timed = [
  {
    kind: "date" as const,
    when: "Date is reached",
    which: "Due",
    condition: "",
    looksAt: ["du"],
    fires: never,
  },
  {
    kind: "date" as const,
    when: "Date is reached",
    which: "Due",
    condition: "Status is not Done",
    looksAt: ["du", "st"],
    fires: never,
  },
];

export function drawRule(rng: Rng, brakeAbove: number | undefined): RuleSpec {
  const shape = rng.chance(0.2) ? rng.pick(timed) : rng.pick(shapes);
  const options: string[] = [];
  if (rng.chance(0.3)) options.push("delivery: never missed");
  if (brakeAbove !== undefined && rng.chance(0.7)) options.push(`hold above: ${brakeAbove} rows`);
  return {
    ...shape,
    options: options.join("\n"),
    isLive: rng.chance(0.9),
    subject: "{{ Name }} is {{ Status }}",
  };
}
