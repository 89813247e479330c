import type { Column, Row, SourceSchema, Value } from "../../shared/domain/row.ts";
import { emptyValue } from "./empty-value.ts";
import type { Poison } from "./poison.ts";

export type Cells = Readonly<Record<string, Value>>;

/** What a row truly was from a moment on. Times are milliseconds. */
export type State = {
  at: number;
  /** When queries begin to show it. */
  indexedAt: number;
  /** The edit that its edit time tells; earlier than `at` where a value changed without one. */
  editedAt: number;
  editedBy: string;
  sourceId: string;
  inTrash: boolean;
  cells: Cells;
  /** What somebody did, for the timeline of a failure. */
  why: string;
  shown?: { columns: readonly Column[]; row: Row };
};

/** A row with everything it ever was, oldest first. */
export type WorldRow = {
  id: string;
  number: number;
  createdAt: number;
  states: State[];
  poison?: Poison;
};

export type Trouble = "source is in the trash for a while" | "second data source for a while";

/** A data source with everything its columns ever were. `lost`: from when until when it is not shared. */
export type WorldSource = {
  id: string;
  databaseId: string;
  name: string;
  schemas: { at: number; columns: readonly Column[] }[];
  lost: { from: number; until: number }[];
  /** When it is in the trash with all its rows, or its database holds a second source. */
  troubles: { kind: Trouble; from: number; until: number }[];
  rows: Set<WorldRow>;
};

/** The true state of a Notion workspace; how its API shows it is another matter (notion-api.ts). */
export class NotionWorld {
  readonly sources = new Map<string, WorldSource>();
  readonly rows = new Map<string, WorldRow>();
  readonly #now: () => number;
  readonly #indexLag: () => number;

  constructor(now: () => number, indexLag: () => number) {
    this.#now = now;
    this.#indexLag = indexLag;
  }

  addSource(name: string, columns: readonly Column[]): WorldSource {
    const number = this.sources.size + 1;
    const source: WorldSource = {
      id: uuid(number, "a"),
      databaseId: uuid(number, "d"),
      name,
      schemas: [{ at: this.#now(), columns }],
      lost: [],
      troubles: [],
      rows: new Set(),
    };
    this.sources.set(source.id, source);
    return source;
  }

  addRow(source: WorldSource, cells: Cells, by: string, createdAt = this.#now()): WorldRow {
    const number = this.rows.size + 1;
    const isOld = createdAt < this.#now();
    const state: State = {
      at: createdAt,
      indexedAt: isOld ? createdAt : createdAt + this.#indexLag(),
      editedAt: createdAt,
      editedBy: by,
      sourceId: source.id,
      inTrash: false,
      cells,
      why: "is added",
    };
    const row: WorldRow = { id: uuid(number, "e"), number, createdAt, states: [state] };
    this.rows.set(row.id, row);
    source.rows.add(row);
    return row;
  }

  /** A new state of a row that begins now. */
  change(
    row: WorldRow,
    by: string,
    why: string,
    change: Partial<Pick<State, "cells" | "sourceId" | "inTrash">>,
  ): State {
    const now = this.#now();
    const before = newest(row);
    const { shown: _shown, ...rest } = before;
    const state: State = {
      ...rest,
      ...change,
      cells: { ...before.cells, ...change.cells },
      at: now,
      editedAt: now,
      editedBy: by,
      why,
      // An index never goes back: what comes later is shown later.
      indexedAt: Math.max(before.indexedAt, now + this.#indexLag()),
    };
    row.states.push(state);
    if (change.sourceId !== undefined) this.sources.get(change.sourceId)?.rows.add(row);
    return state;
  }

  /** Its content becomes another though nobody edited it: a formula over a row elsewhere. */
  recompute(row: WorldRow, cells: Cells): void {
    const { editedAt, editedBy } = newest(row);
    const state = this.change(row, editedBy, "is computed anew", { cells });
    state.editedAt = editedAt;
  }

  setColumns(source: WorldSource, columns: readonly Column[]): void {
    source.schemas.push({ at: this.#now(), columns });
  }

  isLost(source: WorldSource): boolean {
    const now = this.#now();
    return source.lost.some(({ from, until }) => from <= now && now < until);
  }

  has({ troubles }: WorldSource, trouble: Trouble): boolean {
    const now = this.#now();
    return troubles.some(({ kind, from, until }) => kind === trouble && from <= now && now < until);
  }

  schema({ id, name, schemas }: WorldSource): SourceSchema {
    const columns = (schemas.at(-1) as { columns: readonly Column[] }).columns.map((column) => ({
      ...column,
    }));
    return { id, name, columns };
  }
}

export function newest(row: WorldRow): State {
  return row.states.at(-1) as State;
}

/** What queries show of a row at a moment, undefined before they show any of it. */
export function indexedState(row: WorldRow, at: number): State | undefined {
  for (let i = row.states.length - 1; i >= 0; i--) {
    const state = row.states[i] as State;
    if (state.indexedAt <= at) return state;
  }
  return undefined;
}

/** Notion shows the first 25 references of a cell. */
const mostReferences = 25;

/** A state as an answer shows it. Answers share the object: whoever changed it would change what others read. */
export function show(row: WorldRow, state: State, columns: readonly Column[]): Row {
  if (state.shown?.columns === columns) return state.shown.row;
  const properties: Row["properties"] = {};
  for (const { id, name, type } of columns) {
    const cell = state.cells[id];
    const value = cell?.type === type ? cell : converted(cell, type);
    properties[id] = { id, name, ...value };
    if (value.type === "relation" && value.value.length > mostReferences)
      properties[id] = {
        id,
        name,
        type: "relation",
        value: value.value.slice(0, mostReferences),
        truncated: true,
      };
  }
  const shown: Row = {
    id: row.id,
    sourceId: state.sourceId,
    url: `https://app.notion.com/p/${row.id.replaceAll("-", "")}`,
    createdTime: minuteOf(row.createdAt),
    lastEditedTime: minuteOf(state.editedAt),
    lastEditedBy: state.editedBy,
    inTrash: state.inTrash,
    properties,
  };
  state.shown = { columns, row: shown };
  return shown;
}

/** A number whose column holds text for a while shows as its digits. */
function converted(cell: Value | undefined, type: string): Value {
  if (type === "rich_text" && cell?.type === "number" && cell.value !== null)
    return { type, value: [{ text: String(cell.value) }] };
  return emptyValue(type);
}

const minutes = new Map<number, string>();

/** Notion's times are floored to the minute. */
export function minuteOf(time: number): string {
  const minute = Math.floor(time / 60_000);
  let text = minutes.get(minute);
  if (text === undefined) {
    text = new Date(minute * 60_000).toISOString();
    minutes.set(minute, text);
  }
  return text;
}

function uuid(number: number, kind: string): string {
  return `${kind.repeat(8)}-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}
