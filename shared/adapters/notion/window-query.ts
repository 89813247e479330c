import type { QueryDataSourceParameters } from "@notionhq/client";
import type { TitleQuestion } from "../../domain/checkpoint.ts";
import type { RowWindow } from "../../ports.ts";

type Query = Pick<QueryDataSourceParameters, "sorts" | "filter">;
type Leaf = { timestamp: string } | { property: string };

/** A window → the sorts and the filter of a query: one condition, or several in one `and`. */
export function windowQuery({ by, from, minute, part = [] }: RowWindow): Query {
  const timestamp = by === "edited" ? "last_edited_time" : "created_time";
  const leaves: Leaf[] = part.map((question) => ({
    // Notion's id of every title column, whatever it is called.
    property: "title",
    title: titleCondition(question),
  }));
  if (from !== undefined) {
    // Times are stored as their minute and compared to the millisecond (filter reference).
    const condition = minute ? { equals: minuteOf(from) } : { on_or_after: minuteOf(from) };
    leaves.unshift({ timestamp, [timestamp]: condition });
  }
  const filter = leaves.length > 1 ? { and: leaves } : leaves[0];
  const sorts = [{ timestamp, direction: "ascending" }];
  return { sorts, ...(filter === undefined ? {} : { filter }) } as Query;
}

function titleCondition(question: TitleQuestion): Record<string, unknown> {
  const { has } = question;
  if ("letter" in question) return { [has ? "contains" : "does_not_contain"]: question.letter };
  if (question.title === "") return { [has ? "is_empty" : "is_not_empty"]: true };
  return { [has ? "equals" : "does_not_equal"]: question.title };
}

/** What is no time is left to Notion to refuse. */
function minuteOf(time: string): string {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? time : new Date(ms - (ms % 60_000)).toISOString();
}
