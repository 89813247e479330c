import type { Call } from "../call.ts";
import type { Comment } from "../entities.ts";
import { expectObject, expectOneOf, expectString } from "../expect.ts";

/** Under which name a comment is shown: its author's, unless the request gives a custom one. */
export function displayNameIn({ body, actor }: Call): Comment["displayName"] {
  const own = actor.type === "bot" ? ("integration" as const) : ("user" as const);
  if (body.display_name === undefined) return { type: own, resolved_name: actor.name };
  const given = expectObject(body.display_name, "body.display_name");
  const type = expectOneOf(given.type, ["integration", "user", "custom"], "body.display_name.type");
  if (type !== "custom") return { type, resolved_name: actor.name };
  const custom = expectObject(given.custom, "body.display_name.custom");
  return { type, resolved_name: expectString(custom.name, "body.display_name.custom.name") };
}
