import { BudgetError, PermanentError, TransientError } from "../../domain/errors.ts";
import { shortTitle } from "../../domain/refusal.ts";
import { relatedIn, withPages } from "../../domain/related.ts";
import { asRelated, type Property, type RelatedPage, type Row } from "../../domain/row.ts";
import { askedByName } from "../judge/asked-by-name.ts";
import type { Reading } from "../judge/reading.ts";

/** Titles and addresses that no watched source tells are as old as this at the most. */
const longestKeptMs = 60 * 60_000;

/** Each costs a request the first time: more than these are known by their address alone. */
const mostPages = 100;

/** How long a page that Notion does not answer for is waited for. */
const longestWaitMs = 60 * 60_000;

/**
 * A row with what the pages are called that it is related to, as far as a rule asks: Notion gives no more than their ids.
 * They are no content of the row, so a page that is renamed changes no row that names it.
 * @param since when the row came to what it is: what does not answer is waited for until an hour later; not given, not at all.
 * @throws BudgetError, and TransientError where the row is better judged by the next poll.
 */
export async function withRelated<T extends Pick<Row, "id" | "properties">>(
  reading: Reading,
  row: T,
  since?: string,
): Promise<T> {
  return named(reading, row, since, (property, rules) => tell(reading, row, property, rules));
}

/** The same of a row that nothing happened to: whoever only counts, or tries a rule, tells nobody what can't be opened. */
export async function namedQuietly<T extends Pick<Row, "properties">>(reading: Reading, row: T): Promise<T> {
  return named(reading, row, undefined, () => {});
}

async function named<T extends Pick<Row, "properties">>(
  reading: Reading,
  row: T,
  since: string | undefined,
  onClosed: (property: Property, rules: readonly string[]) => void,
): Promise<T> {
  const naming = Object.values(row.properties).filter((property) => relatedIn(property).length > 0);
  if (naming.length === 0) return row;
  const asked = askedByName(reading.rules);
  const properties = { ...row.properties };
  for (const property of naming) {
    const rules = asked.get(property.id);
    if (!rules) continue;
    const ids = relatedIn(property).slice(0, mostPages);
    await learn(reading, ids, since);
    const { related } = reading.polling;
    properties[property.id] = withPages(property, related);
    if (ids.some((id) => related.get(id) === null)) onClosed(property, rules);
  }
  return { ...row, properties };
}

/** Watched sources are asked first, then what was read of late, then the pages themselves. */
async function learn(reading: Reading, ids: readonly string[], since: string | undefined): Promise<void> {
  const { services, polling, startedAt } = reading;
  const { related } = polling;
  const unknown = () => [...new Set(ids)].filter((id) => !related.has(id));
  if (unknown().length === 0) return;
  for (const [id, { row, isStub }] of await services.snapshots.load(unknown())) {
    const isFollowed = !isStub && (await polling.readingOf(row.sourceId)) !== undefined;
    if (isFollowed) related.set(id, asRelated(row));
  }
  const oldest = new Date(Date.parse(startedAt) - longestKeptMs).toISOString();
  for (const [id, page] of await services.relatedPages.readSince(unknown(), oldest)) related.set(id, page);
  for (const id of unknown()) related.set(id, await read(reading, id, since));
}

async function read(reading: Reading, id: string, since: string | undefined): Promise<RelatedPage | null> {
  const { connection, services, startedAt } = reading;
  try {
    if (!reading.hasTime()) throw new TransientError("this poll has no time left");
    const row = await connection.within("confirm").row(id);
    const page = row ? asRelated(row) : null;
    await services.relatedPages.save(id, page, startedAt);
    return page;
  } catch (error) {
    if (error instanceof BudgetError || !(error instanceof TransientError || error instanceof PermanentError))
      throw error;
    const isWorthWaiting = since !== undefined && Date.parse(startedAt) - Date.parse(since) <= longestWaitMs;
    if (error instanceof TransientError && isWorthWaiting) throw error;
    return null;
  }
}

/** For the rules that ask alone: the others go without. */
function tell(
  { result }: Reading,
  row: Pick<Row, "id" | "properties">,
  { name }: Property,
  rules: readonly string[],
): void {
  const text = `"${name}" of the row "${shortTitle(row)}" names a page that Rowbell can't open, so it is taken for one without a title. In Notion open the database that it is in, then ••• → Connections → add Rowbell`;
  for (const ruleId of rules) result.refusals.push({ rowId: row.id, ruleId, text });
}
