import type { QueryDataSourceParameters } from "@notionhq/client";
import type { Wanted } from "../../ports.ts";

/** Which rows are looked for → the filter of a query. */
export function wantedQuery(wanted: Wanted): Pick<QueryDataSourceParameters, "filter" | "sorts"> {
  const sorts = [{ timestamp: "created_time", direction: "ascending" } as const];
  if ("createdBefore" in wanted) {
    const created_time = { before: wanted.createdBefore };
    return { sorts, filter: { timestamp: "created_time", created_time } };
  }
  const property = encodeURIComponent(wanted.property);
  if ("isTicked" in wanted) return { sorts, filter: { property, checkbox: { equals: true } } };
  return { sorts, filter: { or: wanted.oneOf.map((equals) => ({ property, rich_text: { equals } })) } };
}
