import { digestOf } from "../../domain/content.ts";
import { isMailStyle } from "../../domain/message/mail-style.ts";
import { readStyle } from "../../domain/message/read-style.ts";
import type { Row } from "../../domain/row.ts";
import type { RuleHead, RuleRow } from "../../domain/rule.ts";
import { type RuleColumnIds, readRuleRow } from "../../domain/rules-database.ts";
import type { Looking } from "./look-at-rule.ts";
import { readRulePage } from "./read-rule-page.ts";

/** Raised when what is kept of a row is read from it in another way. */
const styleFormat = 1;

/** The row that says how mails look: of several that are not off the one that was made first. */
export function styleIn(rows: Iterable<Row>, columns: RuleColumnIds): Row | undefined {
  const asks = (row: Row) => isStyleRow(row, columns) && readRuleRow(row, columns).state !== "Off";
  return [...rows].filter(asks).sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))[0];
}

export function isStyleRow(row: Row, columns: RuleColumnIds): boolean {
  return isMailStyle(readRuleRow(row, columns).action);
}

function orderOf({ createdTime, id }: Row): string {
  return `${createdTime} ${id}`;
}

/**
 * Reads how mails look from a row that says so, if it may differ from last time. A mistake leaves mails as they were.
 * @param first the row that counts.
 * @returns the very head that was given when there is nothing to store.
 */
export async function lookAtStyle(
  { connection, binding, now }: Looking,
  row: Row,
  before: RuleHead | undefined,
  first: Row | undefined,
): Promise<RuleHead> {
  const columns = binding.columns as RuleColumnIds;
  const cells = readRuleRow(row, columns);
  const page = await readRulePage(connection.workspace, row, before, { self: binding.self, now });
  const rule: RuleRow = { ...cells, body: page.blocks };
  const other = first && first.id !== row.id ? readRuleRow(first, columns).name : undefined;
  const fingerprint = digestOf(JSON.stringify([styleFormat, rule, other]));
  if (before?.style && before.fingerprint === fingerprint && before.missingSince === undefined)
    return page.isRead ? headOf(before, page.readAt) : before;
  const { value, problems: mistakes = [] } = readStyle(rule);
  const isFirst = first?.id === row.id;
  const isOff = cells.state === "Off";
  const problems = other === undefined || isOff ? mistakes : [{ column: "Then", message: isSecond(other) }];
  // A half-typed edit must not undress the mails.
  const theme = isFirst ? (value?.theme ?? before?.style?.theme) : undefined;
  return {
    ruleId: row.id,
    connectionId: connection.id,
    name: cells.name,
    state: cells.state,
    watch: null,
    sourceId: null,
    version: null,
    newestVersion: before?.newestVersion ?? 0,
    fingerprint,
    bodyReadAt: page.readAt,
    body: page.blocks,
    problems,
    checkedAt: now,
    ...(before?.asked === undefined ? {} : { asked: before.asked }),
    style: theme ? { theme } : {},
    summary: isOff ? "Off, so mails do not look like this" : (value?.told ?? ""),
  };
}

function headOf({ wroteSinceRead: _known, ...head }: RuleHead, bodyReadAt: string): RuleHead {
  return { ...head, bodyReadAt };
}

function isSecond(other: string): string {
  return `“${other}” was made before this row and says how mails look, so this one is not used. Turn one of the two Off, or delete it`;
}
