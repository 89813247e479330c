import { decodePropertyItem } from "../../shared/adapters/notion/decode-property-item.ts";
import { decodePropertyId } from "../../shared/adapters/notion/decode-row.ts";
import { type Json, list, record } from "../../shared/adapters/notion/json.ts";
import type { Property, Row } from "../../shared/domain/row.ts";
import { unseenOf } from "./check-mail.ts";
import { lostOf } from "./check-row.ts";
import type { Recorder } from "./recorder.ts";
import { walkRow } from "./walk-row.ts";

/** Checks a page against the row it became, and takes it to its mails. @returns what was lost. */
function checkRow(page: Json, row: Row, { tally }: Recorder): string[] {
  tally.add("rows", "pages decoded");
  for (const raw of Object.values(record(page.properties))) {
    tally.add("properties by type", String(record(raw).type ?? "(none)"));
  }
  for (const property of Object.values(row.properties)) {
    if (property.type === "other") tally.add("kept as Notion sent them", property.notionType || "(no type)");
  }
  const lost = lostOf(page, row);
  const walks = walkRow(page, row, []);
  tally.add("rows", "mails rendered", walks.length);
  return [...lost, ...walks.flatMap(unseenOf)];
}

/** A page, by the client. */
export async function checkPage(page: Json, recorder: Recorder): Promise<string[]> {
  recorder.tally.add("objects", "page");
  const row = await recorder.replay.ask(
    () => ({ status: 200, body: page }),
    (workspace) => workspace.row(String(page.id)),
  );
  return row ? checkRow(page, row, recorder) : ["the page became no row"];
}

/** The answer of a query, of a data source or as old versions had it of a database, by the client. */
export async function checkQuery(answer: Json, recorder: Recorder): Promise<string[]> {
  recorder.tally.add("objects", "query answer");
  const page = await recorder.replay.ask(
    () => ({ status: 200, body: answer }),
    (workspace) => workspace.rows("recorded", { by: "edited", from: undefined }, undefined),
  );
  const pages = list(answer.results).map(record).filter(isWholePage);
  const lost: string[] = [];
  if (page.next !== (answer.next_cursor ?? undefined)) lost.push(`next_cursor became ${page.next}`);
  if (page.rows.length !== pages.length) lost.push(`${pages.length} pages became ${page.rows.length} rows`);
  pages.forEach((raw, index) => {
    const row = page.rows[index];
    lost.push(...(row ? checkRow(raw, row, recorder) : [`page ${raw.id} became no row`]));
  });
  return lost;
}

export function isWholePage(value: Json): boolean {
  return value.object === "page" && typeof value.properties === "object";
}

/** An answer of the property item endpoint, as the one property of a page. */
export function checkPropertyItem(answer: Json, recorder: Recorder): string[] {
  recorder.tally.add("objects", "property item");
  const raw = assembled(answer);
  recorder.tally.add("property items by type", String(raw.type));
  const page: Json = { object: "page", id: "page", properties: { Item: raw } };
  const id = decodePropertyId(String(raw.id ?? ""));
  const property = { id, name: "Item", ...decodePropertyItem([answer]) } as Property;
  const times = { createdTime: "", lastEditedTime: "", lastEditedBy: "" };
  const row: Row = {
    id: "page",
    sourceId: "",
    url: "",
    inTrash: false,
    ...times,
    properties: { [id]: property },
  };
  return checkRow(page, row, recorder);
}

/** The property as a page would show it. */
function assembled(answer: Json): Json {
  if (answer.object !== "list") return answer;
  const own = record(answer.property_item);
  const type = String(own.type);
  const items = list(answer.results).map(record);
  if (type !== "rollup") return { ...own, [type]: items.map((item) => item[String(item.type)]) };
  if (record(own.rollup).type !== "array") return own;
  const array = items.map((item) => {
    const value = item[String(item.type)];
    const isElement = ["title", "rich_text", "people", "relation"].includes(String(item.type));
    return { ...item, [String(item.type)]: isElement && !Array.isArray(value) ? [value] : value };
  });
  return { ...own, rollup: { ...record(own.rollup), array } };
}
