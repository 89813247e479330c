import { describe, expect, it } from "vitest";
import type { Place, TitlePart } from "../../../shared/domain/checkpoint.ts";
import type { Row } from "../../../shared/domain/row.ts";
import { readWindow } from "../../../shared/pipeline/windows/read-window.ts";
import { nextPart } from "../../../shared/pipeline/windows/title-parts.ts";
import type { Workspace } from "../../../shared/ports.ts";
import { isInPart } from "../../sim/title-question.ts";
import { aRow, aSource, words } from "../../support/builders.ts";
import { fc } from "../../support/fast-check.ts";

const minute = "2026-11-20T16:40:00.000Z";
const nextMinute = "2026-11-20T16:41:00.000Z";

/** Rows with these titles, all made in one minute, and one of the next minute. */
function made(titles: readonly string[]): Row[] {
  const rows = titles.map((title, at) =>
    aRow({ Name: words(title) }, { id: `row-${1000 + at}`, createdTime: minute }),
  );
  return [...rows, aRow({ Name: words("Later") }, { id: "row-later", createdTime: nextMinute })];
}

/** Reads them as from a Notion that shows so many rows of a query, and so many of them on a page. */
async function read(rows: readonly Row[], cap: number, pageSize: number) {
  const ids: string[] = [];
  const unseen: string[] = [];
  let queries = 0;
  const workspace = {
    async rows(_source, { from = "", minute: isAlone, part = [] }, cursor = "0") {
      if (cursor === "0") queries++;
      const found = rows.filter(
        (row) =>
          (isAlone ? row.createdTime === from : row.createdTime >= from) && isInPart(titleOf(row), part),
      );
      const shown = found.slice(0, cap);
      const end = Number(cursor) + pageSize;
      const next = end < shown.length ? String(end) : undefined;
      return {
        rows: shown.slice(Number(cursor), end),
        next,
        incomplete: next === undefined && shown.length < found.length,
      };
    },
  } as Partial<Workspace> as Workspace;
  const onPage = async (page: { rows: Row[] }, _place: Place) => {
    ids.push(...page.rows.map(({ id }) => id));
    return true;
  };
  const onUnseen = (problem: string) => void unseen.push(problem);
  const schema = aSource();
  await readWindow({ workspace, schema, hasTime: () => true, onPage, onUnseen }, "created", {});
  return { ids: new Set(ids), unseen, queries };
}

function titleOf(row: Row): string {
  const [title] = Object.values(row.properties) as { value: { text: string }[] }[];
  return title?.value.map(({ text }) => text).join("") ?? "";
}

const everyId = (rows: readonly Row[]) => new Set(rows.map(({ id }) => id));

describe("a minute that holds more rows than one query shows", () => {
  it("is read completely, part by part", async () => {
    const rows = made(Array.from({ length: 5_000 }, (_, index) => `Order ${index}`));
    const { ids, unseen, queries } = await read(rows, 400, 100);
    expect(ids).toEqual(everyId(rows));
    expect(unseen).toEqual([]);
    expect(queries).toBeLessThan(100);
  });

  it.each([
    ["are all one short title", [...Array(20).fill("x"), "y", "xy", "zebra", "", "ж"]],
    ["are all empty", [...Array(20).fill(""), "a", "b"]],
    [
      "are numbers that all have every digit",
      Array.from({ length: 60 }, (_, at) => `0123456789${at * 7919}`),
    ],
    ["differ by no letter", [...Array(20).fill("a b"), "a-b", "a--b", "a.b", "b a"]],
  ])("is read completely where the titles that are shown %s", async (_what, titles) => {
    const rows = made(titles);
    const { ids, unseen } = await read(rows, 20, 5);
    expect(unseen).toEqual([]);
    expect(ids).toEqual(everyId(rows));
  });

  it("leaves no row out whatever the titles are, unless more share one title than a query shows", async () => {
    const title = fc.oneof(fc.constantFrom("", "x", "xx", "1", "a b"), fc.string({ maxLength: 6 }));
    const many = fc.array(fc.tuple(title, fc.integer({ min: 1, max: 9 })), { minLength: 3, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(many, async (pairs) => {
        const rows = made(pairs.flatMap(([text, times]) => Array<string>(times).fill(text)));
        const { ids, unseen } = await read(rows, 10, 4);
        const counts = new Map<string, number>();
        for (const row of rows) {
          const folded = titleOf(row).toLowerCase();
          counts.set(folded, (counts.get(folded) ?? 0) + 1);
        }
        const mayBeUnseen = (row: Row) => (counts.get(titleOf(row).toLowerCase()) ?? 0) > 10;
        expect(rows.filter((row) => !ids.has(row.id) && !mayBeUnseen(row))).toEqual([]);
        expect(unseen.length > 0).toBe(rows.some((row) => !ids.has(row.id)));
      }),
    );
  });

  it("tells what it can't show when too many titles are alike, and goes on behind it", async () => {
    const rows = made([...Array(30).fill("Imported"), "Other", "Imports"]);
    const { ids, unseen } = await read(rows, 10, 4);
    expect(unseen).toEqual([
      "more than 10,000 rows of Orders were made or edited in the minute of 2026-11-20 16:40 (UTC) and have the same title; Notion shows only 10,000 of them, and the others are not followed",
    ]);
    expect(ids.size).toBe(10 + 3);
    expect([...ids]).toContain("row-later");
  });

  it("goes on with the half that lacks what was asked, and ends after the last", () => {
    const part: TitlePart = [
      { letter: "a", has: false },
      { title: "x", has: true },
    ];
    expect(nextPart(part)).toEqual([
      { letter: "a", has: false },
      { title: "x", has: false },
    ]);
    expect(nextPart([{ letter: "a", has: false }])).toBeUndefined();
  });
});
