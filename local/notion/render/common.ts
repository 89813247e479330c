import type { Call } from "../call.ts";
import type { Json, Stamp } from "../entities.ts";
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

export function urlOf(id: string, title = ""): string {
  const slug = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `https://app.notion.com/p/${slug && `${encodeURIComponent(slug)}-`}${id.replaceAll("-", "")}`;
}
