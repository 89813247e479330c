import type { Property, Row } from "./row.ts";

/**
 * What Rowbell is about to write into a row: the hash of each cell as it will show, by property id. `at` is when it was
 * announced, ISO, of our clock; `generation` counts Rowbell's own writes from a person's edit on, this one included.
 */
export type OwnWrite = {
  ruleId: string;
  revision: number;
  at: string;
  generation: number;
  hashes: Record<string, string>;
};

/** What Rowbell is about to write into rows itself, so that it knows its own hand when it sees it. Kept for a day. */
export interface OwnWrites {
  /** Before the write: a write that nobody expects looks like a person's. */
  expect(rowId: string, write: OwnWrite): Promise<void>;
  /** The newest of each rule, by row id. Consistent. */
  of(rowIds: readonly string[]): Promise<Map<string, OwnWrite[]>>;
  /** The revision that the newest write of a rule answered which the row was seen to show; 0 for none. Consistent. */
  answered(rowId: string, ruleId: string): Promise<number>;
}

/** Whose a change is: 0 for a person's. `answered` are the writes known by now, as in the snapshot. */
export type Origin = { generation: number; answered: Record<string, number> };

/** What is compared: the row now, which properties changed, and the hashes they have now. */
export type Shown = {
  row: Pick<Row, "lastEditedTime" | "properties">;
  changed: readonly string[];
  hashes: Readonly<Record<string, string>>;
};

/** Our clock and Notion's may differ, a write may be repeated, and an edit tells only its minute. */
const nearMs = 10 * 60_000;

/** Nobody writes these: they follow from other cells, of this row or another one. */
const computed = new Set<Property["type"]>(["formula", "rollup"]);

/**
 * A change is Rowbell's own when every cell that somebody must have written shows just what Rowbell announced. A person's
 * edit among it makes all of it a person's: who edited last is not asked, since Notion tells one editor for a whole minute.
 */
export function originOf(
  { row, changed, hashes }: Shown,
  writes: readonly OwnWrite[],
  answered: Origin["answered"] = {},
): Origin {
  const open = writes.filter((write) => isNear(write, row) && write.revision > (answered[write.ruleId] ?? 0));
  const written = changed.filter((id) => !isComputed(row, id));
  const known = written.map((id) => newest(open.filter((write) => write.hashes[id] === hashes[id])));
  const next = { ...answered };
  let generation = 0;
  for (const write of known) {
    if (!write) continue;
    next[write.ruleId] = Math.max(write.revision, next[write.ruleId] ?? 0);
    generation = Math.max(write.generation, generation);
  }
  return { generation: known.includes(undefined) ? 0 : generation, answered: next };
}

/** Did only what follows from other cells change? */
export function isConsequence({ row, changed }: Shown): boolean {
  return changed.length > 0 && changed.every((id) => isComputed(row, id));
}

function isComputed({ properties }: Shown["row"], id: string): boolean {
  const type = properties[id]?.type;
  return type !== undefined && computed.has(type);
}

function isNear({ at }: OwnWrite, { lastEditedTime }: Shown["row"]): boolean {
  return Math.abs(Date.parse(lastEditedTime) - Date.parse(at)) <= nearMs;
}

function newest(writes: readonly OwnWrite[]): OwnWrite | undefined {
  return writes.reduce<OwnWrite | undefined>(
    (best, write) => (best && best.at >= write.at ? best : write),
    undefined,
  );
}
