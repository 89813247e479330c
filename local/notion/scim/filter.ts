import type { Json } from "../entities.ts";
import { isObject } from "../expect.ts";
import { ScimProblem } from "./problem.ts";

/** `attribute eq "value"`, the one filter Notion knows. Quotes may be missing: its help page has them so for groups. */
export function parseFilter(filter: string): { attribute: string; value: string } {
  const parts = /^\s*(\S+)\s+eq\s+(?:"([^"]*)"|(.+?))\s*$/i.exec(filter);
  if (!parts)
    throw new ScimProblem(400, `The filter should be: attribute eq "value", not: ${filter}`, "invalidFilter");
  return { attribute: parts[1] ?? "", value: parts[2] ?? parts[3] ?? "" };
}

/** Whether an element of a list passes the filter of a path such as `members[value eq "…"]`. */
export function passes(element: unknown, filter: string): boolean {
  const { attribute, value } = parseFilter(filter);
  return isObject(element) && attribute in element && String((element as Json)[attribute]) === value;
}
