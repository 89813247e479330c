import { type Call, find } from "../call.ts";
import type { Json, Parent } from "../entities.ts";
import { expectKeys, expectObject, expectUuid } from "../expect.ts";
import { onlySource } from "../only-source.ts";
import { fixOne } from "../problem.ts";
import { refuseTrashed } from "../trash.ts";

const KEYS = ["page_id", "database_id", "data_source_id", "workspace"];

/** The checked `parent` of a body, not yet looked up. None at all is the workspace. */
export function parentAsked({ body }: Call): Json {
  if (body.parent === undefined) return { workspace: true };
  const given = expectObject(body.parent, "body.parent");
  const key = KEYS.find((one) => given[one] !== undefined);
  if (key === undefined || (key === "workspace" && given.workspace !== true)) {
    throw fixOne(KEYS.map((one) => `body.parent.${one}`));
  }
  expectKeys(given, ["type", key], "body.parent");
  if (key !== "workspace") expectUuid(given[key], `body.parent.${key}`);
  return given;
}

/** Looks it up. A database will do as long as it has one data source. @throws Problem when it is not there or trashed. */
export function parentOf(call: Call, given: Json): Parent {
  if (given.workspace === true) return { type: "workspace", workspace: true };
  if (given.page_id !== undefined) {
    const page = find(call, "page", given.page_id, "body.parent.page_id");
    refuseTrashed(call, page);
    return { type: "page_id", page_id: page.id };
  }
  const source =
    given.data_source_id === undefined
      ? onlySource(call, find(call, "database", given.database_id, "body.parent.database_id"))
      : find(call, "data_source", given.data_source_id, "body.parent.data_source_id");
  refuseTrashed(call, source);
  return { type: "data_source_id", data_source_id: source.id, database_id: source.databaseId };
}
