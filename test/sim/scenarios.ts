import { parseDeliveryKey } from "../../shared/domain/delivery.ts";
import { isDigest } from "../../shared/domain/digest.ts";
import { date, number, status } from "./columns.ts";
import { type Cells, newest } from "./notion-world.ts";
import { addRow } from "./people.ts";
import { ask, rewrite, tick } from "./rule-authors.ts";
import type { RuleSpec } from "./rule-spec.ts";
import type { Script, Universe } from "./universe.ts";

const minute = 60_000;
const startsAt = Date.parse("2026-05-04T08:00:10Z");

type Step = [afterMinutes: number, step: (universe: Universe) => void];

const statusOf = (cells: Cells | undefined) =>
  cells?.st?.type === "status" ? cells.st.value?.name : undefined;

const mails: Pick<RuleSpec, "isLive" | "to" | "subject" | "options" | "condition" | "which"> = {
  isLive: true,
  to: ["ada@example.com"],
  subject: "{{ Name }} is {{ Status }}",
  options: "",
  condition: "",
  which: "",
};
export const done: RuleSpec = {
  ...mails,
  kind: "changes",
  when: "Row changes",
  which: "Status to Done",
  looksAt: ["st"],
  fires: (before, after) => before !== undefined && statusOf(before) !== "Done" && statusOf(after) === "Done",
};
const doneAboveTwo: RuleSpec = { ...done, options: "hold above: 2 rows" };
export const added: RuleSpec = {
  ...mails,
  kind: "added",
  when: "Row is added",
  fires: (before) => before === undefined,
};
const removed: RuleSpec = {
  ...mails,
  kind: "removed",
  when: "Row is removed",
  fires: () => false,
  removes: () => true,
};
export const dueReached: RuleSpec = {
  ...mails,
  kind: "date",
  when: "Date is reached",
  which: "Due",
  looksAt: ["du"],
  fires: () => false,
  moments: ({ du }) => (du?.type === "date" && du.value ? [Date.parse(du.value.start)] : []),
  holds: () => true,
};
const quarterly: RuleSpec = {
  ...mails,
  kind: "schedule",
  when: "On a schedule",
  which: "every 5 minutes",
  subject: "It is time",
  body: "The time has come.",
  fires: () => false,
  recurs: (from, until) => {
    const moments: number[] = [];
    for (let at = Math.ceil(from / (5 * minute)) * 5 * minute; at <= until; at += 5 * minute)
      moments.push(at);
    return moments;
  },
};
const toTwo: RuleSpec = { ...done, to: ["ada@example.com", "bob@example.com"] };
const gathered: RuleSpec = { ...toTwo, options: "digest: every 5 minutes" };
const stamps: RuleSpec = {
  ...done,
  subject: "",
  options: "set: Amount to 7",
  sets: { id: "am", line: "set: Amount to 7", value: number(7) },
};

/** What a poll or a delivery is in the middle of when its process ends. */
export const scenarios: Readonly<Record<string, Script>> = {
  baseline: script([done], { rows: 9, notion: { pageSize: 3, cap: 10_000, limit: 180 } }, []),
  "an edit": script([done], {}, [[1.5, edit(0, { st: status("Done") })]]),
  "an edit and its undoing": script([done], {}, [
    [1.5, edit(0, { st: status("Done") })],
    [2.6, edit(0, { st: status("Todo") })],
    [3.6, edit(0, { st: status("Done") })],
  ]),
  "many edits, that a second poll agrees to": script(
    [{ ...done, options: "hold above: never" }],
    { rows: 30 },
    [[1.5, (universe) => everyRow(universe, { st: status("Done") })]],
  ),
  "a new row": script([added, done], {}, [
    [1.5, ({ people }) => void addRow(people, sourceOf(people.sources))],
  ]),
  "a row in the trash": script([removed], { quietAfter: 33 * minute, healsAfter: 33 * minute }, [
    [
      2,
      (universe) =>
        void universe.notion.world.change(rowAt(universe, 0), "user-ada", "is trashed", { inTrash: true }),
    ],
  ]),
  "a row that moves": script(
    [removed, added],
    { sources: 2 },
    [
      [
        2,
        (universe) => {
          const sourceId = universe.people.sources[1]?.id ?? "";
          universe.notion.world.change(rowAt(universe, 0), "user-ada", "is moved", { sourceId });
        },
      ],
    ],
    [added],
  ),
  "a date is reached": script([dueReached], {}, [[1.5, edit(0, { du: date("2026-05-04T08:09:00.000Z") })]]),
  "a schedule": script([quarterly], {}, []),
  "many edits, held and released": script([doneAboveTwo], { rows: 5 }, [
    [1.5, (universe) => everyRow(universe, { st: status("Done") })],
    [4, (universe) => tick(universe.notion, ruleAt(universe, 0).row, "release")],
  ]),
  "many edits, held and discarded": script([doneAboveTwo], { rows: 5 }, [
    [1.5, (universe) => everyRow(universe, { st: status("Done") })],
    [4, (universe) => tick(universe.notion, ruleAt(universe, 0).row, "discard")],
  ]),
  "a rule is tested": script([done], {}, [
    [1.5, (universe) => ask(universe.notion, ruleAt(universe, 0), "Test")],
  ]),
  "a rule is run for its rows, and released": script([added], { rows: 3 }, [
    [1.5, (universe) => ask(universe.notion, ruleAt(universe, 0), "Run for matching rows")],
    [4, (universe) => tick(universe.notion, ruleAt(universe, 0).row, "release")],
  ]),
  "a rule is edited": script([done], {}, [
    [1.5, edit(0, { st: status("Done") })],
    [
      2.5,
      (universe) =>
        rewrite(universe.author, ruleAt(universe, 0), { ...done, subject: "{{ Name }}" }, "is edited"),
    ],
    [3.5, edit(1, { st: status("Done") })],
  ]),
  "a mail that is never missed": script([{ ...done, options: "delivery: never missed" }], {}, [
    [1.5, edit(0, { st: status("Done") })],
  ]),
  "a row is written": script([stamps], {}, [[1.5, edit(0, { st: status("Done") })]]),
  "a mail to several": script([toTwo], {}, [[1.5, edit(0, { st: status("Done") })]]),
  "a digest": script([gathered], {}, [[1.5, (universe) => everyRow(universe, { st: status("Done") })]]),
  "changes that come while their digest goes out": script(
    [{ ...gathered, to: ["ada@example.com"] }],
    { rows: 9 },
    [
      [0, (universe) => delayMembers(universe)],
      [1.5, (universe) => everyRow(universe, { st: status("Done") })],
    ],
  ),
  "two rules for a row": script([done, { ...done, options: "delivery: never missed" }], {}, [
    [1.5, edit(0, { st: status("Done") })],
    [3.5, edit(0, { st: status("Doing") })],
  ]),
};

export function script(
  rules: readonly RuleSpec[],
  traits: Script["traits"],
  steps: readonly Step[],
  ofSecond: readonly RuleSpec[] = [],
): Script {
  return {
    traits: {
      startsAt,
      pollEvery: minute,
      healsAfter: 7 * minute,
      quietAfter: 7 * minute,
      sources: 1,
      rows: 2,
      notion: { pageSize: 100, cap: 10_000, limit: 180 },
      ...traits,
    },
    rules: [rules, ofSecond],
    act: (universe) => {
      // They were all Todo or Doing: who is set to Done comes to be so.
      for (const row of universe.notion.world.rows.values()) {
        const first = row.states[0];
        if (first?.cells.am) row.states[0] = { ...first, cells: { ...first.cells, st: status("Todo") } };
      }
      for (const [after, step] of steps) universe.time.at(startsAt + after * minute, () => step(universe));
    },
  };
}

export function edit(index: number, cells: Cells): (universe: Universe) => void {
  return (universe) => {
    universe.notion.world.change(rowAt(universe, index), "user-ada", "is edited", { cells });
  };
}

/** All but the first that was seen before a digest's moment is looked at one by one, while the digest is. */
function delayMembers({ queue, time }: Universe): void {
  const { handle } = queue;
  const begins = startsAt + 6 * minute + 1_450;
  let members = 0;
  queue.handle = async (key) => {
    if (!isDigest(parseDeliveryKey(key)) && time.now() < begins && members++ > 0)
      await time.sleep(begins + 40 * members - time.now());
    return handle(key);
  };
}

function everyRow(universe: Universe, cells: Cells): void {
  for (const row of [...sourceOf(universe.people.sources).rows])
    if (!newest(row).inTrash) universe.notion.world.change(row, "user-ada", "is pasted into", { cells });
}

export function rowAt({ people }: Universe, index: number) {
  const row = [...sourceOf(people.sources).rows][index];
  if (!row) throw new Error("there is no such row");
  return row;
}

export function ruleAt({ author }: Universe, index: number) {
  const rule = author.rules[index];
  if (!rule) throw new Error("there is no such rule");
  return rule;
}

function sourceOf<T>([source]: readonly T[]): T {
  if (source === undefined) throw new Error("there is no source");
  return source;
}
