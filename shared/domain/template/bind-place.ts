import type { Column, SourceSchema } from "../row.ts";
import { unknownColumn } from "../unknown-column.ts";
import { fold, straighten } from "../words.ts";
import { findColumn, unquoted } from "./find-column.ts";
import type { Format } from "./format/format.ts";
import { readFormat } from "./format/read-format.ts";
import type { TemplatePlace } from "./template.ts";

const FIELDS = ["row.url", "rule.name"] as const;

const rowPage =
  "{{ page }} stands for all of the row's page: write it in a line by itself on this rule's page";

type Bound = { place: TemplatePlace; column?: Column };

/**
 * What stands in a place: a column, `before.` a column, `row.url` or `rule.name`, and after each `|` a format. Quotes
 * around a name make it a column's, so that a column called "row.url" or "a | b" can be reached.
 */
export function bindPlace(
  written: string,
  source: SourceSchema,
): { place: TemplatePlace } | { problem: string } {
  const cuts = [...cutsIn(written), written.length];
  // The longest name first: a column may be called "a | b".
  for (let named = cuts.length - 1; named >= 0; named--) {
    const bound = bindName(written.slice(0, cuts[named]).trim(), source);
    if (bound) return withFormats(bound, cuts.slice(named), written);
  }
  const name = written.slice(0, cuts[0]).trim();
  if (/^(row|rule)\s*\./i.test(name))
    return { problem: `There is no "${name}": of the row itself there is row.url, of the rule rule.name` };
  if (fold(name) === "page") return { problem: rowPage };
  return { problem: unknownColumn(unquoted(name) ?? name.replace(/^before\s*\.\s*/i, ""), source) };
}

function withFormats(
  { place, column }: Bound,
  [first = 0, ...cuts]: readonly number[],
  written: string,
): { place: TemplatePlace } | { problem: string } {
  const formats: Format[] = [];
  let from = first;
  for (const cut of cuts) {
    const read = readFormat(written.slice(from + 1, cut), column);
    if ("problem" in read) return read;
    formats.push(read.format);
    from = cut;
  }
  return { place: formats.length === 0 ? place : { ...place, formats } };
}

function bindName(written: string, source: SourceSchema): Bound | undefined {
  const isQuoted = unquoted(written) !== undefined;
  const field = isQuoted ? undefined : FIELDS.find((name) => name === fold(written).replace(/ ?\. ?/, "."));
  if (field !== undefined) return { place: { field } };
  const before = isQuoted ? undefined : /^before\s*\.\s*(\S.*)$/is.exec(written)?.[1];
  const own = findColumn(written, source);
  if (own) return ofColumn(own, "after");
  const past = before === undefined ? undefined : findColumn(before, source);
  return past && ofColumn(past, "before");
}

function ofColumn(column: Column, of: "after" | "before"): Bound {
  const { id: property, numberFormat } = column;
  return { column, place: { property, of, ...(numberFormat === undefined ? {} : { numberFormat }) } };
}

/** Where each `|` stands that is not in quotes. */
function cutsIn(written: string): number[] {
  const straight = straighten(written);
  const cuts: number[] = [];
  let isQuoted = false;
  for (let at = 0; at < straight.length; at++) {
    if (straight[at] === '"') isQuoted = !isQuoted;
    else if (straight[at] === "|" && !isQuoted) cuts.push(at);
  }
  return cuts;
}
