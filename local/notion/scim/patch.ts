import type { Json } from "../entities.ts";
import { isObject } from "../expect.ts";
import { attributeOf } from "./attribute.ts";
import { parseFilter, passes } from "./filter.ts";
import { ScimProblem } from "./problem.ts";

/** `name.givenName`, `emails[primary eq true].value`, `members[value eq "…"]`, `urn:…:User:role`. */
type Path = { attribute: string; filter: string | undefined; sub: string | undefined };

/** Whose attributes may be written with it or without. */
const CORE = "urn:ietf:params:scim:schemas:core:2.0:";

/** The resource after the operations of an RFC 7644 PATCH; `op` is read in any case, as identity providers write it. */
export function patch(resource: Json, { Operations: operations }: Json): Json {
  if (!Array.isArray(operations))
    throw new ScimProblem(400, "Operations should be an array.", "invalidValue");
  return operations.reduce<Json>((before, operation) => apply(before, operation), resource);
}

function apply(resource: Json, operation: unknown): Json {
  if (!isObject(operation)) throw new ScimProblem(400, "An operation should be an object.", "invalidValue");
  const { path, value } = operation;
  const op = String(operation.op).toLowerCase();
  if (op !== "add" && op !== "replace" && op !== "remove") {
    throw new ScimProblem(400, `op should be add, replace or remove, not ${operation.op}.`, "invalidValue");
  }
  if (typeof path === "string") return at(resource, parsePath(path), op, value);
  if (op === "remove" || !isObject(value)) {
    throw new ScimProblem(400, "An operation without a path should have an object as value.", "invalidValue");
  }
  // Some providers write paths where attributes should be: {"name.givenName": "Ada"}.
  return Object.entries(value).reduce<Json>(
    (before, [key, one]) => at(before, parsePath(key), op, one),
    resource,
  );
}

function parsePath(path: string): Path {
  const urn = /^(urn:.+:User)(?::(\w+))?$/.exec(path);
  const isCore = path.startsWith(CORE);
  if (urn && !isCore) return { attribute: urn[1] ?? "", filter: undefined, sub: urn[2] };
  const parts = /^(\w+)(?:\[(.+)\])?(?:\.(\w+))?$/.exec(isCore ? path.replace(/^.*:/, "") : path);
  if (!parts) throw new ScimProblem(400, `The path ${path} cannot be read.`, "invalidValue");
  const [, attribute = "", filter, sub] = parts;
  return { attribute: attributeOf(attribute), filter, sub: sub && attributeOf(sub) };
}

type Op = "add" | "replace" | "remove";

function at(resource: Json, { attribute, filter, sub }: Path, op: Op, value: unknown): Json {
  const before = resource[attribute];
  if (filter !== undefined) return { ...resource, [attribute]: inList(before, filter, sub, op, value) };
  if (sub !== undefined) {
    const inner = at(isObject(before) ? before : {}, { attribute: sub, filter, sub: undefined }, op, value);
    return { ...resource, [attribute]: inner };
  }
  if (op === "remove") {
    return { ...resource, [attribute]: Array.isArray(before) ? without(before, value) : undefined };
  }
  if (op === "add" && Array.isArray(before)) {
    const added = Array.isArray(value) ? value : [value];
    return { ...resource, [attribute]: [...without(before, added), ...added] };
  }
  if (isObject(before) && isObject(value)) return { ...resource, [attribute]: { ...before, ...value } };
  return { ...resource, [attribute]: value };
}

/** Without those of the same `value`; all of it goes when none is named. */
function without(before: unknown, named: unknown): unknown[] {
  if (!Array.isArray(before) || !Array.isArray(named)) return [];
  const values = named.map((one) => (isObject(one) ? one.value : one));
  return before.filter((one) => !values.includes(isObject(one) ? one.value : one));
}

function inList(before: unknown, filter: string, sub: string | undefined, op: Op, value: unknown): unknown[] {
  const list: unknown[] = Array.isArray(before) ? before : [];
  if (op === "remove" && sub === undefined) return list.filter((one) => !passes(one, filter));
  if (op !== "remove" && !list.some((one) => passes(one, filter))) {
    if (op === "replace") throw new ScimProblem(400, `Nothing passes the filter ${filter}.`, "noTarget");
    const { attribute, value: wanted } = parseFilter(filter);
    const added = sub === undefined ? value : { [sub]: value };
    return [...list, { [attributeOf(attribute)]: wanted, ...(isObject(added) && added) }];
  }
  return list.map((one) => {
    if (!passes(one, filter)) return one;
    if (sub === undefined) return isObject(value) ? { ...(one as Json), ...value } : one;
    return { ...(one as Json), [sub]: op === "remove" ? undefined : value };
  });
}
