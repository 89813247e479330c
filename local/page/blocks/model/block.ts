import type { Run, Runs } from "./runs.ts";

/** A block as the editor has it. Never changed in place: an edit makes new ones of it and of those around it. */
export type Block = {
  /** Names it on the page; its id at Notion where it came from there. */
  readonly key: string;
  /** Notion's name of it: `paragraph`, `to_do`. */
  readonly type: string;
  /** Its text, or the caption of a picture; undefined where it has none. */
  readonly runs: Runs | undefined;
  /** Of a `table_row`. */
  readonly cells?: readonly Runs[];
  /** The rest of its payload, as Notion takes it. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly children: readonly Block[];
};

export type Blocks = readonly Block[];

let made = 0;

function newKey(): string {
  made += 1;
  return `new-${made}`;
}

type Parts = { runs?: Runs; data?: Block["data"]; children?: Blocks; cells?: readonly Runs[] };

/** A block that is not at Notion yet. */
export function makeBlock(type: string, { runs, data = {}, children = [], cells }: Parts = {}): Block {
  return { key: newKey(), type, runs, data, children, ...(cells && { cells }) };
}

export const makeText = (type: string, runs: Runs = [], data: Block["data"] = {}) =>
  makeBlock(type, { runs, data });

/** The same block again, as a new one. */
export function copyOf(block: Block): Block {
  return { ...block, key: newKey(), children: block.children.map(copyOf) };
}

export const plainRun = (text: string): Run => ({ text, marks: {} });
