import type { Call } from "../call.ts";
import type { Json } from "../entities.ts";
import { expectArray, expectKeys, expectObject, isObject } from "../expect.ts";
import { failed, invalid } from "../problem.ts";
import { BLOCK_TYPES, type BlockType } from "./types.ts";

/** A block of a request, checked, before it has an id and a place. */
export type Draft = { type: string; data: Json; children: Draft[] };

/** How deep the children of one request may nest. */
const LEVELS = 2;
/** How many blocks one request may bring, at all levels together. */
const MOST = 1000;

/** @throws Problem for the first thing that is wrong, in the order of the request. */
export function readDrafts(call: Call, inputs: unknown, where: string): Draft[] {
  const drafts = readLevel(call, inputs, where, 0);
  const count = countOf(drafts);
  if (count > MOST) {
    throw invalid(
      `body failed validation: the number of blocks should be ≤ \`${MOST}\`, instead was \`${count}\`.`,
    );
  }
  return drafts;
}

function readLevel(call: Call, inputs: unknown, where: string, level: number): Draft[] {
  return expectArray(inputs, where).map((input, index) =>
    readDraft(call, input, `${where}[${index}]`, level),
  );
}

function readDraft(call: Call, input: unknown, where: string, level: number): Draft {
  const given = expectObject(input, where);
  const name = blockTypeIn(given, where);
  expectKeys(given, ["object", "type", name], where);
  const at = `${where}.${name}`;
  const payload = expectObject(given[name], at);
  const type = BLOCK_TYPES[name] as BlockType;
  const missing = type.required.find((key) => payload[key] === undefined);
  if (missing !== undefined) throw failed(`${at}.${missing}`, "defined", undefined);
  if (type.choice && !type.choice.keys.some((key) => key in payload)) {
    throw failed(`${at}.${type.choice.keys[0]}`, "defined", undefined);
  }
  const data = readPayload(call, name, payload, at, type.defaults);
  return { type: name, data, children: readChildren(call, name, payload, at, level) };
}

/** The type is told by its key; `type` beside it may name it again, and then has to have it. */
export function blockTypeIn(given: Json, where: string): string {
  const name = Object.keys(BLOCK_TYPES).find((one) => isObject(given[one]));
  const named = typeof given.type === "string" && given.type in BLOCK_TYPES ? given.type : undefined;
  if (named !== undefined && !isObject(given[named]))
    throw failed(`${where}.${named}`, "defined", given[named]);
  if (name === undefined) throw failed(`${where}.paragraph`, "defined", undefined);
  return named ?? name;
}

/** The payload of a block as it is stored. `before`: that of the one being changed, or the defaults. */
export function readPayload(call: Call, name: string, input: Json, where: string, before: Json): Json {
  const { fields, choice, fixed = [] } = BLOCK_TYPES[name] as BlockType;
  const chosen = choice?.keys.filter((key) => key in input) ?? [];
  const data: Json = { ...before };
  for (const [key, value] of Object.entries(input)) {
    if (key === "children" || chosen.includes(key) || (key === "type" && choice)) continue;
    const field = fields[key];
    const stays = fixed.includes(key) && before[key] !== undefined;
    if (!field || stays) throw failed(`${where}.${key}`, "not present", value);
    data[key] = field(value, `${where}.${key}`, call);
  }
  if (!choice || chosen.length === 0) return data;
  for (const key of choice.keys) delete data[key];
  return { ...data, ...choice.write(input, where, call) };
}

function readChildren(call: Call, name: string, payload: Json, where: string, level: number): Draft[] {
  const { holds } = BLOCK_TYPES[name] as BlockType;
  const at = `${where}.children`;
  if (payload.children === undefined) {
    if (holds?.least) throw failed(at, "defined", undefined);
    return [];
  }
  // Columns and the list they stand in count as one level: a column may hold a list item with another inside it.
  const next = name === "column_list" ? level : level + 1;
  if (!holds || next > LEVELS || isCopy(payload)) throw failed(at, "not present", payload.children);
  const children = readLevel(call, payload.children, at, next);
  if (children.length < (holds.least ?? 0))
    throw failed(`${at}.length`, `≥ \`${holds.least}\``, children.length);
  refuseStrangers(name, children, at);
  for (const [index, row] of name === "table" ? children.entries() : []) {
    refuseWidth(row.data.cells, payload.table_width, `${at}[${index}].table_row.cells.length`);
  }
  return children;
}

/** Some blocks hold only some types of others; rows stand in tables, and nowhere else. */
export function refuseStrangers(holder: string, drafts: readonly Draft[], where: string): void {
  const only = BLOCK_TYPES[holder]?.holds?.only;
  for (const [index, { type, data }] of drafts.entries()) {
    if (only && !only.includes(type)) throw failed(`${where}[${index}].${only}`, "defined", undefined);
    if (type === "table_row" && holder !== "table") {
      throw failed(`${where}[${index}].table_row`, "not present", { cells: data.cells });
    }
  }
}

/** A row has as many cells as its table is wide. */
export function refuseWidth(cells: unknown, width: unknown, where: string): void {
  const { length } = cells as unknown[];
  if (length !== width) throw failed(where, `equal to the table's width of \`${width}\``, length);
}

function isCopy(payload: Json): boolean {
  return isObject(payload.synced_from);
}

function countOf(drafts: Draft[]): number {
  return drafts.reduce((sum, draft) => sum + 1 + countOf(draft.children), 0);
}
