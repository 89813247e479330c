import { above } from "./access.ts";
import type { Call } from "./call.ts";
import type { Block, Database, DataSource, Page } from "./entities.ts";
import { expectBoolean } from "./expect.ts";
import { failed, invalid } from "./problem.ts";

type Trashable = Page | Block | Database | DataSource;

/** What a request says of `in_trash`, which versions before 2026-03-11 also call `archived`; undefined for nothing. */
export function trashIn({ body, legacy }: Call): boolean | undefined {
  if (body.archived !== undefined && !legacy) throw failed("body.archived", "not present", body.archived);
  const given = body.in_trash ?? body.archived;
  return given === undefined ? undefined : expectBoolean(given, "body.in_trash");
}

/** What is in the trash cannot be edited, only restored; and not even that when it stands in something trashed. */
export function refuseTrashed(call: Call, entity: Trashable, after = true): void {
  if (entity.inTrash && after) {
    throw invalid("Can't edit block that is archived. You must unarchive the block before editing.");
  }
  if (!isUnderTrash(call, entity)) return;
  throw invalid(
    entity.kind === "page"
      ? "Can't edit page on block with an archived ancestor. You must unarchive the ancestor before editing page."
      : "Can't edit block that is archived. You must unarchive the block before editing.",
  );
}

/** Whether anything it stands in is in the trash. */
export function isUnderTrash({ workspace: { store } }: Pick<Call, "workspace">, entity: Trashable): boolean {
  for (let at = above(entity, store); at; at = above(at, store)) {
    if ("inTrash" in at && at.inTrash) return true;
  }
  return false;
}
