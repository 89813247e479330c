// Prints the values of a row by the ids of its properties, which stay when people rename columns. Long values are read whole.
//   node docs/examples/parse-a-page-by-property-ids.ts <page id>
import { isFullPage, type PageObjectResponse } from "@notionhq/client";
import { argument, notion, print } from "./notion.ts";

type Value = PageObjectResponse["properties"][string];

const page = await notion.pages.retrieve({ page_id: argument(1, "the id of a row") });
if (!isFullPage(page)) throw new Error("The connection may not read this page.");

for (const [name, value] of Object.entries(page.properties)) {
  print(`${value.id} (${name}, ${value.type}): ${await textOf(page.id, value)}`);
}

async function textOf(pageId: string, value: Value): Promise<string> {
  switch (value.type) {
    case "title":
      return value.title.map((text) => text.plain_text).join("");
    case "rich_text":
      return value.rich_text.map((text) => text.plain_text).join("");
    case "number":
      return String(value.number ?? "");
    case "checkbox":
      return value.checkbox ? "yes" : "no";
    case "select":
      return value.select?.name ?? "";
    case "multi_select":
      return value.multi_select.map((option) => option.name).join(", ");
    case "status":
      return value.status?.name ?? "";
    case "date":
      return [value.date?.start, value.date?.end].filter(Boolean).join(" to ");
    case "relation":
      return (await relatedIds(pageId, value)).join(", ");
    default:
      // Be ready for types of tomorrow: they arrive without notice, in every version of the API.
      return JSON.stringify((value as Record<string, unknown>)[value.type] ?? null);
  }
}

/** A page shows 25 related pages at most; the property's own endpoint has them all. */
async function relatedIds(pageId: string, value: Extract<Value, { type: "relation" }>): Promise<string[]> {
  const isCut = "has_more" in value && value.has_more === true;
  if (!isCut) return value.relation.map(({ id }) => id);
  const ids: string[] = [];
  let cursor: string | null | undefined;
  do {
    const answer = await notion.pages.properties.retrieve({
      page_id: pageId,
      // The id stands percent-encoded in the page, as a path wants it: the client puts it there as it is.
      property_id: value.id,
      ...(cursor && { start_cursor: cursor }),
    });
    if (answer.object !== "list") break;
    for (const item of answer.results) if (item.type === "relation") ids.push(item.relation.id);
    cursor = answer.next_cursor;
  } while (cursor);
  return ids;
}
