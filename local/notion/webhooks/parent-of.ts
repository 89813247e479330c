import type { Database, Json, Page } from "../entities.ts";
import { WORKSPACE_ID } from "../render/user.ts";

/** Where something stands, as events tell it: `space` is the workspace. */
export function parentOf({ parent }: Pick<Page | Database, "parent">): Json {
  switch (parent.type) {
    case "page_id":
      return { id: parent.page_id, type: "page" };
    case "block_id":
      return { id: parent.block_id, type: "block" };
    case "data_source_id":
      return { id: parent.database_id, type: "database", data_source_id: parent.data_source_id };
    default:
      return { id: WORKSPACE_ID, type: "space" };
  }
}
