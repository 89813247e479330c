import type { Json } from "../entities.ts";
import { isObject } from "../expect.ts";
import { attributeOf } from "./attribute.ts";
import { ScimProblem } from "./problem.ts";

/** `attribute eq "value"`, the one filter Notion knows. Quotes may be missing: its help page has them so for groups. */
export function parseFilter(filter: string): { attribute: string; value: string } {
  const parts = /^\s*([^\s()]+)\s+eq\s+(?:("(?:[^"\\]|\\.)*")|([^\s"()][^"()]*?))\s*$/i.exec(filter);
  const value = parts?.[2] === undefined ? parts?.[3] : unquoted(parts[2]);
  if (!parts || value === undefined)
    throw new ScimProblem(400, `The filter should be: attribute eq "value", not: ${filter}`, "invalidFilter");
  return { attribute: parts[1] ?? "", value };
}

/** @returns undefined for what is no JSON string, as which RFC 7644 has values. */
function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

/** Whether an element of a list passes the filter of a path such as `members[value eq "…"]`. */
export function passes(element: unknown, filter: string): boolean {
  const { attribute, value } = parseFilter(filter);
  const name = attributeOf(attribute);
  return isObject(element) && name in element && String((element as Json)[name]) === value;
}
