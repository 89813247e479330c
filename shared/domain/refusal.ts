import { type Row, rowTitle } from "./row.ts";
import { cut } from "./words.ts";

/**
 * What is not followed, as a sentence for the authors of a source's rules: of one row, by one rule, or of whichever rows the
 * sentence names. The others go on.
 */
export type Refusal = { text: string; rowId?: string; ruleId?: string };

/** What one item keeps of them; nobody reads more. */
const mostKept = 20;
const mostTold = 3;
const longestTitle = 60;

/** What was told before and holds as far as is known, and what was found since, each once. */
export function keepRefusals(
  known: readonly Refusal[],
  mended: ReadonlySet<string>,
  found: readonly Refusal[],
): Refusal[] {
  const all = [...known.filter(({ rowId }) => rowId === undefined || !mended.has(rowId)), ...found];
  const byWhat = new Map(all.map((each) => [JSON.stringify([each.ruleId, each.rowId ?? each.text]), each]));
  return [...byWhat.values()].slice(0, mostKept);
}

/** What one rule's author is told of them; undefined for nothing. */
export function refusalText(refusals: readonly Refusal[], ruleId: string): string | undefined {
  const its = refusals.filter((each) => each.ruleId === undefined || each.ruleId === ruleId);
  if (its.length === 0) return undefined;
  const told = its.slice(0, mostTold).map(({ text }) => text);
  return [...told, ...(its.length > mostTold ? [`and ${its.length - mostTold} more`] : [])].join("; ");
}

/** A row's title to tell it by, also of a row that cannot be read as one. */
export function shortTitle(row: Pick<Row, "properties">): string {
  try {
    return cut(rowTitle(row), longestTitle);
  } catch {
    return "";
  }
}

export function tooLarge(row: Row): Refusal {
  const text = `the row "${shortTitle(row)}" holds more than Rowbell can remember (some hundred KB), so its changes are not followed`;
  return { rowId: row.id, text };
}
