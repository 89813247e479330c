import { type Call, hasDataSources } from "../call.ts";
import type { Json, Parent, Stamp } from "../entities.ts";
import { minute } from "../times.ts";

/** Older versions say `archived` beside `in_trash`. */
export function trashed(call: Call, inTrash: boolean): Json {
  return call.legacy ? { archived: inTrash } : {};
}

export function stamped(stamp: Stamp): Json {
  return {
    created_time: minute(stamp.createdAt),
    last_edited_time: minute(stamp.editedAt),
    created_by: { object: "user", id: stamp.createdBy },
    last_edited_by: { object: "user", id: stamp.editedBy },
  };
}

/** The parent of a row is its data source, in the oldest version its database. */
export function shownParent(parent: Parent, call: Call): Json {
  if (parent.type !== "data_source_id" || hasDataSources(call)) return parent;
  return { type: "database_id", database_id: parent.database_id };
}

export function urlOf(id: string, title = ""): string {
  const slug = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `https://app.notion.com/p/${slug && `${encodeURIComponent(slug)}-`}${id.replaceAll("-", "")}`;
}
