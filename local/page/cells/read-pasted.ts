import { type Cell, type Column, titleOf } from "../api/notion.ts";
import { findRows } from "../api/query.ts";
import { people } from "../state/sources.ts";
import { emptyOf } from "./empty.ts";
import { type Option, optionsOf } from "./options.ts";
import { type ReadText, readText } from "./read-text.ts";

const typed: readonly string[] = ["title", "rich_text", "number", "url", "email", "phone_number"];

/** What a pasted text says in a column. @throws Refusal when the rows it names cannot be looked up */
export async function readPasted(cell: Cell, column: Column, text: string): Promise<ReadText> {
  if (typed.includes(cell.type)) return readText(cell, text);
  const words = text.trim();
  if (cell.type === "checkbox") return readTick(words);
  if (!readers[cell.type]) return { problem: "cannot be pasted into" };
  if (words === "") return { shown: emptyOf(cell.type) };
  return (await readers[cell.type]?.(words, column)) ?? {};
}

const yes = /^(yes|true|x|✓|✔|1|checked)$/i;
const no = /^(no|false|0|unchecked|)$/i;

function readTick(words: string): ReadText {
  if (!yes.test(words) && !no.test(words)) return { problem: "Yes or No" };
  return { shown: yes.test(words) };
}

type Reader = (words: string, column: Column) => ReadText | Promise<ReadText>;

const readers: Partial<Record<Cell["type"], Reader>> = {
  select: (words, column) => readOption(words, column, true),
  status: (words, column) => readOption(words, column, false),
  multi_select(words, column) {
    const options = partsOf(words).map((name) => optionNamed(name, column) ?? newOption(name));
    return { shown: options, written: options.map(byName) };
  },
  date: readDate,
  people(words) {
    const found = partsOf(words).map((name) => people.value.find((one) => isSame(one.name ?? "", name)));
    const persons = found.filter((one) => one !== undefined);
    if (persons.length < found.length) return { problem: "the name of somebody of the workspace" };
    return { shown: persons, written: persons.map(({ id }) => ({ id })) };
  },
  async relation(words, column) {
    const target = column.type === "relation" ? column.relation.data_source_id : "";
    const found = await Promise.all(partsOf(words).map((title) => rowNamed(target ?? "", title)));
    const ids = found.filter((id) => id !== undefined).map((id) => ({ id }));
    return ids.length < found.length ? { problem: "the title of one related row" } : { shown: ids };
  },
};

const partsOf = (words: string) => words.split(/\s*[,;\n]\s*/).filter((part) => part !== "");
const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const byName = ({ name }: Option) => ({ name });
const newOption = (name: string): Option => ({ id: name, name, color: "default" });
const optionNamed = (name: string, column: Column) =>
  optionsOf(column)?.find((option) => isSame(option.name, name));

function readOption(words: string, column: Column, canBeNew: boolean): ReadText {
  const option = optionNamed(words, column) ?? (canBeNew ? newOption(words) : undefined);
  return option ? { shown: option, written: byName(option) } : { problem: "one of its options" };
}

/** Of several with one title it is not said which. */
async function rowNamed(sourceId: string, title: string): Promise<string | undefined> {
  const rows = (await findRows(sourceId, title, 100)).filter((row) => isSame(titleOf(row), title));
  return rows.length === 1 ? rows[0]?.id : undefined;
}

const iso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;
const worded = /^(\d{1,2}) ([a-z]{3,9})\.? (\d{4})$/i;

/** `2026-05-03`, `3 May 2026`, a time in ISO, or two of them; `3/5/2026` could be two days. */
function readDate(words: string): ReadText {
  const [start, end, more] = words.split(/\s*→\s*/).map(readDay);
  if (!start || more !== undefined || (words.includes("→") && !end))
    return { problem: "a date such as 2026-05-03" };
  return { shown: { start, end: end ?? null, time_zone: null } };
}

function readDay(words: string): string | undefined {
  if (iso.test(words)) {
    if (Number.isNaN(Date.parse(words))) return undefined;
    return words.includes("T") && !/(Z|[+-]\d\d:\d\d)$/.test(words) ? new Date(words).toISOString() : words;
  }
  const [, day, month, year] = worded.exec(words) ?? [];
  const time = day ? Date.parse(`${day} ${month} ${year} UTC`) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10);
}
