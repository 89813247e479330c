import { describe, expect, it } from "vitest";
import { date, number, status } from "./columns.ts";
import type { Cells } from "./notion-world.ts";
import { addRow } from "./people.ts";
import type { Poison } from "./poison.ts";
import type { RuleSpec } from "./rule-spec.ts";
import { liveThrough } from "./run-seed.ts";
import { added, done, dueReached, edit, rowAt, ruleAt, script } from "./scenarios.ts";
import type { Universe } from "./universe.ts";

const minute = 60_000;
const due = { du: date("2026-05-04T08:05:00.000Z") };
const amountOf = (cells: Cells | undefined) => (cells?.am?.type === "number" ? (cells.am.value ?? 0) : 0);
const above: RuleSpec = {
  ...done,
  kind: "matches",
  when: "Row starts to match",
  which: "",
  condition: "Amount > 50",
  looksAt: ["am"],
  fires: (before, after) => amountOf(before) <= 50 && amountOf(after) > 50,
};

/** Five rows that people work in together, and four rules; what `spoil` does comes before all of it. */
async function liveWith(spoil: (universe: Universe) => void): Promise<Universe> {
  const finished = { st: status("Done"), am: number(77), ...due };
  const act = script([done, added, dueReached, above], { rows: 5 }, [
    [1.2, spoil],
    [1.5, edit(0, finished)],
    [1.5, edit(1, finished)],
    [2.5, edit(2, { st: status("Done") })],
    [3.2, ({ people }) => void (people.sources[0] && addRow(people, people.sources[0]))],
    [3.5, edit(3, { am: number(10) })],
    [3.7, edit(0, { am: number(5) })],
    [4.5, edit(3, finished)],
    [4.6, edit(4, due)],
  ]);
  const { universe, result } = await liveThrough(1, new Set(), act);
  expect(result.violations).toEqual([]);
  return universe;
}

/** The mails that went out, apart from those of one row or one rule. */
function mailsWithout({ mail }: Universe, id: string): string[] {
  return mail.sent
    .filter(({ key }) => !key.includes(id))
    .map((sent) => `${sent.key} ${sent.mail.subject} ${sent.mail.text}`)
    .sort();
}

function notesOf(universe: Universe, rule: number): string {
  return JSON.stringify(ruleAt(universe, rule).row.states.map(({ cells }) => cells.note));
}

const poisoned = (universe: Universe) => {
  const from = universe.time.now();
  return { from, until: from + 5 * minute };
};

describe("poison (I12)", () => {
  for (const kind of ["unreadable", "unstorable"] satisfies Poison["kind"][])
    it(`in a row that is ${kind} changes nothing of any other row, and is told`, async () => {
      const plain = await liveWith(() => {});
      const spoilt = await liveWith((universe) => {
        rowAt(universe, 0).poison = { kind, ...poisoned(universe) };
      });
      const { id } = rowAt(plain, 0);
      expect(mailsWithout(plain, id).length).toBeGreaterThan(6);
      expect(mailsWithout(spoilt, id)).toEqual(mailsWithout(plain, id));
      expect(notesOf(plain, 0)).not.toContain("stumbled");
      expect(notesOf(spoilt, 0)).toContain("stumbled over the row");
      // It is read again until it can be.
      expect(spoilt.mail.sent.filter(({ key }) => key.includes(id)).length).toBeGreaterThan(0);
    });

  it("in a rule changes nothing of any other rule, and is told", async () => {
    const plain = await liveWith(() => {});
    const spoilt = await liveWith((universe) => {
      ruleAt(universe, 0).poison = poisoned(universe);
    });
    const { id } = ruleAt(plain, 0).row;
    expect(mailsWithout(plain, id).length).toBeGreaterThan(4);
    expect(mailsWithout(spoilt, id)).toEqual(mailsWithout(plain, id));
    expect(notesOf(spoilt, 0)).toContain("could not be evaluated");
    expect(notesOf(spoilt, 1)).not.toContain("could not be evaluated");
  });
});
