import type { Call } from "./call.ts";
import { expectBoolean } from "./expect.ts";
import { failed, invalid } from "./problem.ts";

/** What a request makes of `in_trash`, which versions before 2026-03-11 also call `archived`. */
export function trashIn({ body, legacy }: Call, before: boolean): boolean {
  if (body.archived !== undefined && !legacy) throw failed("body.archived", "not present", body.archived);
  const given = body.in_trash ?? body.archived;
  return given === undefined ? before : expectBoolean(given, "body.in_trash");
}

/** What is in the trash cannot be edited, only restored. */
export function refuseTrashed(before: boolean, after: boolean): void {
  if (before && after) {
    throw invalid("Can't edit block that is archived. You must unarchive the block before editing.");
  }
}
