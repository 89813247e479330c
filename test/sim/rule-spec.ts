import type { Value } from "../../shared/domain/row.ts";
import { number, status } from "./columns.ts";
import type { Cells } from "./notion-world.ts";
import type { Rng } from "./rng.ts";
import { drawTimed } from "./timed-rules.ts";

/**
 * What an author means by a rule, in the simulation's own words: an oracle that shares no code with what is proven.
 * `fires` judges two states that followed each other; before is undefined for a row that was not there.
 */
export type RuleSpec = {
  kind: "added" | "changes" | "matches" | "removed" | "date" | "schedule";
  when: string;
  which: string;
  condition: string;
  options: string;
  isLive: boolean;
  subject: string;
  /** Whom it mails, each by themselves. */
  to: readonly string[];
  /** The message; the usual one where it is left out. */
  body?: string;
  /** What it writes into the row that it fires for, where it mails nobody. */
  sets?: { id: string; line: string; value: Value };
  /** Ids of the columns by which it judges; none for one that judges by a row's being there. */
  looksAt?: readonly string[];
  /** @param at when it is judged; nearly always the same whenever that is, see `turns`. */
  fires(before: Cells | undefined, after: Cells, at: number): boolean;
  /** Does it fire for a row that left, by what that last was? */
  removes?(before: Cells): boolean;
  /** Is a row as it is now one that the rule is about? Left out where nobody asks. */
  matches?(cells: Cells): boolean;
  /** When it fires for a row by the clock alone, if `holds` then. */
  moments?(cells: Cells): readonly number[];
  holds?(cells: Cells): boolean;
  /** When its condition turns true or false for a row by the clock alone. */
  turns?(cells: Cells): readonly number[];
  /** When a schedule's moments come, for every row or, without `isPerRow`, for none. */
  recurs?(from: number, until: number): readonly number[];
  isPerRow?: boolean;
};

export const statusOf = (cells: Cells | undefined) =>
  cells?.st?.type === "status" ? cells.st.value?.name : undefined;
const amountOf = (cells: Cells | undefined) =>
  (cells?.am?.type === "number" ? cells.am.value : undefined) ?? null;
export const dueOf = (cells: Cells | undefined) =>
  cells?.du?.type === "date" ? cells.du.value?.start : undefined;
const scoreOf = (cells: Cells | undefined) =>
  cells?.sc?.type === "formula" && cells.sc.value.kind === "number" ? cells.sc.value.value : null;
const linksOf = (cells: Cells | undefined) => (cells?.re?.type === "relation" ? cells.re.value.join() : "");

export type Shape = Omit<RuleSpec, "options" | "isLive" | "subject" | "to"> & {
  subject?: string;
  options?: string;
};

const toStatus = (name: string): Shape => ({
  kind: "changes",
  when: "Row changes",
  which: `Status to ${name}`,
  condition: "",
  looksAt: ["st"],
  fires: (before, after) => before !== undefined && statusOf(before) !== name && statusOf(after) === name,
  matches: (cells) => statusOf(cells) === name,
});

const matchesAbove = (least: number): Shape => ({
  kind: "matches",
  when: "Row starts to match",
  which: "",
  condition: `Amount > ${least}`,
  looksAt: ["am"],
  fires: (before, after) => !((amountOf(before) ?? -1) > least) && (amountOf(after) ?? -1) > least,
  matches: (cells) => (amountOf(cells) ?? -1) > least,
});

const shapes: readonly Shape[] = [
  toStatus("Done"),
  toStatus("Doing"),
  matchesAbove(50),
  matchesAbove(70),
  {
    kind: "added",
    when: "Row is added",
    which: "",
    condition: "",
    looksAt: [],
    fires: (before) => before === undefined,
    matches: () => true,
  },
  {
    kind: "removed",
    when: "Row is removed",
    which: "",
    condition: "",
    fires: () => false,
    removes: () => true,
  },
  {
    kind: "removed",
    when: "Row is removed",
    which: "",
    condition: "Status is Done",
    looksAt: ["st"],
    fires: () => false,
    removes: (before) => statusOf(before) === "Done",
  },
  {
    kind: "changes",
    when: "Row changes",
    which: "Amount",
    condition: "",
    looksAt: ["am"],
    fires: (before, after) => before !== undefined && amountOf(before) !== amountOf(after),
    matches: () => true,
  },
  {
    kind: "changes",
    when: "Row changes",
    which: "Links",
    condition: "",
    looksAt: ["re"],
    fires: (before, after) => before !== undefined && linksOf(before) !== linksOf(after),
  },
  {
    kind: "changes",
    when: "Row changes",
    which: "Due",
    condition: "Status is not Todo",
    looksAt: ["du", "st"],
    fires: (before, after) =>
      before !== undefined && dueOf(before) !== dueOf(after) && statusOf(after) !== "Todo",
    matches: (cells) => statusOf(cells) !== "Todo",
  },
  {
    kind: "matches",
    when: "Row starts to match",
    which: "",
    condition: "Score > 50",
    looksAt: ["sc"],
    fires: (before, after) => !((scoreOf(before) ?? -1) > 50) && (scoreOf(after) ?? -1) > 50,
  },
];

/** One that many of fire for the same edit. */
export const crowding: Shape = toStatus("Done");

const setStatus = (name: string) => ({ id: "st", line: `set: Status to ${name}`, value: status(name) });

/** Two that answer each other without end. */
export const circle: readonly Shape[] = [
  { ...toStatus("Done"), sets: setStatus("Todo") },
  { ...toStatus("Todo"), sets: setStatus("Done") },
];

const writing: readonly Shape[] = [
  { ...toStatus("Done"), sets: { id: "am", line: "set: Amount to 7", value: number(7) } },
  { ...matchesAbove(50), sets: { id: "am", line: "set: Amount to 0", value: number(0) } },
];

/** Hours in which worlds live whose clocks are set forward or back just then. */
export const quiet = {
  timeZone: "Europe/Berlin",
  from: "02:20",
  until: "03:10",
  options: ["quiet hours: 2:20-3:10", "time zone: Europe/Berlin"],
} as const;

/** @param startsAt when the world begins: rules by the clock are about the hour after it. */
export function drawRule(rng: Rng, brakeAbove: number | undefined, startsAt: number): RuleSpec {
  const shape = rng.chance(0.3) ? drawTimed(rng, startsAt) : rng.pick(shapes);
  return completed(rng, shape, brakeAbove);
}

export function drawWriting(rng: Rng): RuleSpec {
  return completed(rng, rng.pick(writing), undefined);
}

export function completed(rng: Rng, shape: Shape, brakeAbove: number | undefined): RuleSpec {
  const options = shape.options ? [shape.options] : [];
  if (shape.sets) options.push(shape.sets.line);
  else if (rng.chance(0.3)) options.push("delivery: never missed");
  if (brakeAbove !== undefined && rng.chance(0.7)) options.push(`hold above: ${brakeAbove} rows`);
  // A trait of the whole world, drawn apart: so it leaves every other draw as it is.
  const people = rng.split("people").chance(0.2) ? 3 : 1;
  if (!shape.sets && rng.split("digest").chance(0.15)) options.push("digest: every 10 minutes");
  if (!shape.sets && !shape.options && rng.split("quiet").chance(0.15)) options.push(...quiet.options);
  return {
    ...shape,
    to: shape.sets ? [] : ["ada@example.com", "bob@example.com", "cy@example.com"].slice(0, people),
    subject: shape.sets ? "" : (shape.subject ?? "{{ Name }} is {{ Status }}"),
    options: options.join("\n"),
    isLive: rng.chance(0.9),
  };
}
