import type { Draft } from "../blocks/drafts.ts";
import { BLOCK_TYPES } from "../blocks/types.ts";
import type { Json } from "../entities.ts";

/** A block that markdown says, with what Notion fills in. */
export function draft(type: string, data: Json, children: Draft[] = []): Draft {
  return { type, data: { ...BLOCK_TYPES[type]?.defaults, ...data }, children };
}
