import { describe, expect, it } from "vitest";
import type { TitlePart } from "../../../shared/domain/checkpoint.ts";
import type { Row } from "../../../shared/domain/row.ts";
import { nextPart, splitPart } from "../../../shared/pipeline/windows/title-parts.ts";
import { aRow, words } from "../../support/builders.ts";
import { fc } from "../../support/fast-check.ts";

const titled = (title: string, index: number): Row => ({
  ...aRow({ Name: words(title) }),
  id: `row-${index}`,
});

/** As Notion's filter does: every question must be answered so. */
function inPart(row: Row, part: TitlePart): boolean {
  const title = (Object.values(row.properties)[0] as { value: { text: string }[] }).value[0]?.text ?? "";
  return part.every(({ letter, has }) => title.toLowerCase().includes(letter) === has);
}

/** Reads a minute of `rows` part by part where one query shows `cap` of them. */
function readByParts(rows: readonly Row[], cap: number): { ids: string[]; queries: number } {
  const ids: string[] = [];
  let part: TitlePart | undefined = splitPart([], rows.slice(0, cap), "Orders");
  let queries = 0;
  while (part) {
    queries++;
    const asked: TitlePart = part;
    const found = rows.filter((row) => inPart(row, asked));
    const shown = found.slice(0, cap);
    ids.push(...shown.map(({ id }) => id));
    part = found.length > cap ? splitPart(part, shown, "Orders") : nextPart(part);
  }
  return { ids, queries };
}

describe("a minute that holds more rows than one query shows", () => {
  it("is read completely, part by part", () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => titled(`Order ${index}`, index));
    const { ids, queries } = readByParts(rows, 400);
    expect(new Set(ids)).toEqual(new Set(rows.map(({ id }) => id)));
    expect(queries).toBeLessThan(100);
  });

  it("leaves no row out whatever the titles are", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 12, maxLength: 60 }),
        (titles) => {
          const rows = titles.map(titled);
          try {
            const { ids } = readByParts(rows, 10);
            expect(new Set(ids)).toEqual(new Set(rows.map(({ id }) => id)));
          } catch (error) {
            expect((error as Error).message).toMatch(/share one minute and one title/);
          }
        },
      ),
    );
  });

  it("is refused in words when all of its titles are alike", () => {
    const rows = Array.from({ length: 20 }, (_, index) => titled("Imported", index));
    expect(() => readByParts(rows, 10)).toThrow(
      /more than 10,000 rows of Orders share one minute and one title/,
    );
  });
});
