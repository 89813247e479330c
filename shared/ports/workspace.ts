import type { Block } from "../domain/block.ts";
import type { Cell } from "../domain/cell.ts";
import type { TitlePart } from "../domain/checkpoint.ts";
import type { Row, SourceSchema, Value } from "../domain/row.ts";

/**
 * One page of rows. `incomplete`: Notion stopped at its cap of 10,000 and there are more. `unreadable`: how many of the
 * page's rows were left out because they hold nothing to read, when there are any.
 */
export type RowPage = { rows: Row[]; next: string | undefined; incomplete: boolean; unreadable?: number };

/**
 * Which rows, oldest first in the time they are taken by. `from`: the minute of an ISO time, inclusive; `minute`: that
 * minute alone; `part`: only those whose title has and lacks these letters.
 */
export type RowWindow = {
  by: "edited" | "created";
  from: string | undefined;
  minute?: true;
  part?: TitlePart;
};

/** Rows to look for: a text is one of these, a box is ticked, or they were made before an ISO time. */
export type Wanted =
  | { property: string; oneOf: readonly string[] }
  | { property: string; isTicked: true }
  | { createdBefore: string };
/** A file that Notion hosts: `path` is its link without the signature, `url` with it. */
export type SignedFile = { name: string; path: string; url: string };

/** One connection's access to a Notion workspace. Methods throw NotFoundError, PermanentError, TransientError or BudgetError, in words for a person. */
export interface Workspace {
  rows(sourceId: string, window: RowWindow, cursor: string | undefined): Promise<RowPage>;
  /** `undefined` when it is gone or no longer shared. */
  row(rowId: string): Promise<Row | undefined>;
  /** A cell's whole value, of which a row shows only the first 25 references. */
  value(rowId: string, propertyId: string): Promise<Value>;
  /** @param reference id of a database or of a data source. */
  source(reference: string): Promise<SourceSchema>;
  /** The page's blocks, children included, to the end of what a message may be. */
  body(rowId: string): Promise<Block[]>;
  /** The first hundred rows of which that is so. */
  find(sourceId: string, wanted: Wanted): Promise<Row[]>;
  /** The file that a block shows and Notion hosts, with a link that lives for an hour; undefined when it shows none. */
  blockFile(blockId: string): Promise<SignedFile | undefined>;
  /** Those of a cell. */
  cellFiles(rowId: string, propertyId: string): Promise<SignedFile[]>;
  /** Sets cells; idempotent. */
  writeCells(rowId: string, cells: Record<string, Cell>): Promise<void>;
  /** Makes a row with a page. Tried once: one whose answer is lost may be there. @returns its id. */
  addRow(sourceId: string, cells: Record<string, Cell>, body: readonly Block[]): Promise<string>;
  /** Goes on with a page, below what it says. Tried once. */
  addToBody(rowId: string, body: readonly Block[]): Promise<void>;
  /** Into the trash, from which people may restore it. */
  trash(rowId: string): Promise<void>;
  /**
   * Where the person gets mail who last edited a row or, should that have been a bot, who made it.
   * @returns `undefined` for nobody with an address that the connection may read. @throws PermanentError where it may read
   * no users at all.
   */
  author(rowId: string): Promise<string | undefined>;
  /** The user id of the connection's own bot. */
  self(): Promise<string>;
  /** Notion's own time, from the newest answer's `date` header. */
  now(): Date | undefined;
  /** Requests made so far. */
  requests(): number;
}
