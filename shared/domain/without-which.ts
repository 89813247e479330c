import type { Read } from "./rule.ts";

/** What *Which* means to a trigger that takes nothing there; `instead` says where the author's words belong. */
export function withoutWhich(
  label: string,
  which: string,
  instead = "Conditions go into If.",
): Read<Record<string, never>> {
  if (which === "") return { value: {} };
  const message = `"${label}" needs nothing in Which; empty it. ${instead}`;
  return { problems: [{ column: "Which", message }] };
}
