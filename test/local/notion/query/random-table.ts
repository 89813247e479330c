import { ADA, BOT } from "../world.ts";

/** Draws a whole number from 0 to `below - 1`. */
export type Draw = (below: number) => number;
export const of = <T>(draw: Draw, all: readonly T[]): T => all[draw(all.length)] as T;

export const WORDS = ["", "a", "Ab", "abc", "ÄB", "b a", "zz"];
export const NUMBERS = [-2, 0, 1, 1.5, 7];
export const OPTIONS = ["One", "Two", "Three"];
export const USERS = [ADA.id, BOT.id];
/** Around the 10th of March 2026, where the clock stands. */
export const DATES = [
  "2025-04-02",
  "2026-02-10",
  "2026-03-07",
  "2026-03-09",
  "2026-03-10",
  "2026-03-10T10:20:00.000+00:00",
  "2026-03-10T23:30:00.000-05:00",
  "2026-03-14",
  "2026-04-10",
];

const options = { options: OPTIONS.map((name) => ({ name })) };
const formula = (expression: string) => ({ formula: { expression } });

/** Every kind of column there is a filter for; `Related` is to rows of the same table. */
export const COLUMNS: Record<string, object> = {
  Name: { title: {} },
  Note: { rich_text: {} },
  Amount: { number: {} },
  Kind: { select: options },
  Tags: { multi_select: options },
  State: { status: {} },
  Due: { date: {} },
  Who: { people: {} },
  Files: { files: {} },
  Done: { checkbox: {} },
  Link: { url: {} },
  Mail: { email: {} },
  Phone: { phone_number: {} },
  No: { unique_id: {} },
  Made: { created_time: {} },
  Maker: { created_by: {} },
  Edited: { last_edited_time: {} },
  Editor: { last_edited_by: {} },
  Checked: { verification: {} },
  Double: formula('prop("Amount") * 2'),
  Upper: formula('upper(prop("Note"))'),
  Undone: formula('not prop("Done")'),
  Late: formula('prop("Due") < now()'),
  Next: formula('dateAdd(prop("Due"), 1, "days")'),
};

/** Added when `Related` is there. */
export const ROLLUPS: Record<string, [column: string, how: string]> = {
  Sum: ["Amount", "sum"],
  Latest: ["Due", "latest_date"],
  Names: ["Name", "show_original"],
  Amounts: ["Amount", "show_original"],
  Kinds: ["Kind", "show_original"],
  Dones: ["Done", "show_original"],
};

/** A random part of the columns; those a formula or rollup reads are always there. */
export function someColumns(draw: Draw): string[] {
  const needed = ["Name", "Note", "Amount", "Due", "Done", "Kind"];
  return Object.keys(COLUMNS).filter((name) => needed.includes(name) || draw(2) === 0);
}

/** A value to write into a column, or to clear it; undefined for those that are computed. */
export function someValue(draw: Draw, column: string, rowIds: readonly string[]): object | undefined {
  const text = () => ({ text: { content: of(draw, WORDS) } });
  const mention = () => ({ mention: { type: "page", page: { id: of(draw, rowIds) } } });
  const texts = () =>
    Array.from({ length: draw(3) }, () => (rowIds.length > 0 && draw(2) === 0 ? mention() : text()));
  const some = <T, R>(all: readonly T[], map: (one: T) => R) => all.filter(() => draw(2) === 0).map(map);
  const orNull = <T>(value: T) => (draw(4) === 0 ? null : value);
  const values: Record<string, () => object> = {
    Name: () => ({ title: texts() }),
    Note: () => ({ rich_text: texts() }),
    Amount: () => ({ number: orNull(of(draw, NUMBERS)) }),
    Kind: () => ({ select: orNull({ name: of(draw, OPTIONS) }) }),
    Tags: () => ({ multi_select: some(OPTIONS, (name) => ({ name })) }),
    State: () => ({ status: { name: of(draw, ["Not started", "In progress", "Done"]) } }),
    Due: () => ({ date: orNull({ start: of(draw, DATES) }) }),
    Who: () => ({ people: some(USERS, (id) => ({ id })) }),
    Files: () => ({
      files: some(["f", "g"], (name) => ({ name, external: { url: `https://x.example/${name}` } })),
    }),
    Done: () => ({ checkbox: draw(2) === 0 }),
    Link: () => ({ url: orNull(`https://x.example/${of(draw, WORDS)}`) }),
    Mail: () => ({ email: orNull(`${of(draw, ["a", "B"])}@example.com`) }),
    Phone: () => ({ phone_number: orNull(String(draw(3))) }),
    Related: () => ({ relation: some(rowIds.slice(0, 4), (id) => ({ id })) }),
  };
  return values[column]?.();
}
