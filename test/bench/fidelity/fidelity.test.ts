import { beforeAll, describe, expect, it } from "vitest";
import type { WorldRow } from "../../sim/notion-world.ts";
import type { Design } from "./design.ts";
import { rowbell } from "./designs/rowbell.ts";
import { wholeTable } from "./designs/whole-table.ts";
import { type Measured, measure, totals } from "./measure.ts";
import { quickPatterns } from "./patterns.ts";
import { runDay } from "./run-day.ts";
import { nothing, type Tally } from "./tally.ts";

/** Its paste meets an index that answers a state late twice, after the row's page has shown the next one. */
const seed = 13;

let measured: Measured[];
beforeAll(async () => {
  measured = await measure(quickPatterns, seed);
});

function tallyOf(design: string, pattern?: string): Tally {
  const some = pattern === undefined ? measured : measured.filter((each) => each.pattern === pattern);
  return totals(some).get(design) ?? nothing;
}

describe("beside the usual designs, in the same Notion", () => {
  it("Rowbell loses no settled change, doubles none and fires for nothing else", () => {
    const { settled, lost, doubled, false: falsely, ownWrites } = tallyOf("Rowbell");
    expect(settled).toBeGreaterThan(500);
    expect({ lost, doubled, falsely, ownWrites }).toEqual({ lost: 0, doubled: 0, falsely: 0, ownWrites: 0 });
  });

  it("a strict cursor loses what shares a minute with what it has seen", () => {
    expect(tallyOf("cursor, newer than", "pastes of 250 rows").lost).toBeGreaterThan(0);
  });

  it("a cursor that is moved before the answer loses what a failed poll would have read", () => {
    const pattern = "20 rows, one poll fails";
    expect(tallyOf("cursor, not older than; by id", pattern).lost).toBeGreaterThan(
      tallyOf("cursor, not older than; by id and edit time", pattern).lost,
    );
  });

  it("an edit time names no state: second edits in its minute are lost", () => {
    const tally = tallyOf("cursor, not older than; by id and edit time", "pastes of 250 rows");
    expect(tally.lost).toBeGreaterThan(0);
  });

  it("whoever goes by edit times answers their own writes", () => {
    const tally = tallyOf("cursor, not older than; by id and edit time", "20 rows, written back to");
    expect(tally.ownWrites).toBeGreaterThan(tally.settled);
  });

  it("Rowbell's own write-backs, by a rule that watches every column, come to an end", async () => {
    const day = {
      name: "written back to",
      rows: 10,
      worlds: 1,
      lasts: 2 * 3_600_000,
      writesBack: true,
    } as const;
    let rows: readonly WorldRow[] = [];
    const watched: Design = {
      ...rowbell,
      open: (tool) => {
        rows = tool.world.rows;
        return rowbell.open(tool);
      },
    };
    const { settled } = await runDay(watched, day, 60_000, seed);
    const editors = rows.flatMap(({ states }) => states.slice(1).map(({ editedBy }) => editedBy));
    const own = editors.filter((by) => by !== "user-ada").length;
    expect(own).toBeGreaterThanOrEqual(settled);
    // One for a person's edit, and one that answers it and changes nothing.
    expect(own).toBeLessThanOrEqual(2 * (editors.length - own));
  });

  it("the whole table in memory loses nothing and asks for all of it every time", () => {
    const tally = tallyOf("whole table in memory", "pastes of 250 rows");
    expect(tally.lost).toBe(0);
    expect(tally.requests / tally.polls).toBe(3);
  });
});

describe("the judgement itself", () => {
  const pattern = { name: "a few rows", rows: 5, worlds: 1, lasts: 6 * 3_600_000 };

  it("counts a change that is acted on twice as doubled", async () => {
    const twice = altered(wholeTable, (fire) => (rowId, value) => {
      fire(rowId, value);
      fire(rowId, value);
    });
    expect((await runDay(twice, pattern, 60_000, seed)).doubled).toBeGreaterThan(0);
  });

  it("counts a firing for a state that is over as false", async () => {
    const old = altered(wholeTable, (fire) => (rowId, value) => {
      fire(rowId, value);
      fire(rowId, value - 1);
    });
    expect((await runDay(old, pattern, 60_000, seed)).false).toBeGreaterThan(0);
  });

  it("counts what was never acted on as lost", async () => {
    const deaf = altered(rowbell, () => () => {});
    const tally = await runDay(deaf, pattern, 60_000, seed);
    expect(tally.lost).toBe(tally.settled);
    expect(tally.settled).toBeGreaterThan(0);
  });
});

type Fire = (rowId: string, value: number) => void;

function altered({ name, open }: Design, alter: (fire: Fire) => Fire): Design {
  return { name, open: (tool) => open({ ...tool, fire: alter(tool.fire) }) };
}
