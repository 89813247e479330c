import type { Call } from "../call.ts";
import type { StoredText } from "../entities.ts";
import { expectString } from "../expect.ts";
import { readInline } from "../markdown/read-inline.ts";
import { failed } from "../problem.ts";
import { writeText } from "../rich-text.ts";

/** The words of a comment: `rich_text`, or `markdown`, of which exactly one is in the body. */
export function commentTextIn({ body }: Call): StoredText[] {
  if (body.markdown === undefined) return writeText(body.rich_text, "body.rich_text");
  if (body.rich_text !== undefined) throw failed("body.rich_text", "not present", body.rich_text);
  return readInline(expectString(body.markdown, "body.markdown"));
}
