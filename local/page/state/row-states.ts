import { type Signal, signal } from "@preact/signals";
import type { Row } from "../api/notion.ts";
import { readRow } from "../api/workspace.ts";
import { learnTitle } from "./titles.ts";

/** A row on the page. Each has its own signal, so that an edit draws one row and not the table. */
export type RowState = {
  id: string;
  row: Signal<Row>;
  /** The last write of the row, and how many are under way. */
  writing: Promise<unknown>;
  pending: number;
  /** The turn of its last write. */
  turn: number;
};

const states = new Map<string, RowState>();
/** Counts writes as they begin and end: an answer whose question was asked before may show the time before. */
let turns = 0;
/** @returns the turn now, to be given with what is read from here on. */
export const turnNow = (): number => turns;

/** The state of a row as it was read; what is the same stays the same object, and an answer that an edit overtook is dropped. */
export function stateOf(row: Row, askedAt = turns): RowState {
  learnTitle(row);
  const known = states.get(row.id);
  if (known) {
    if (known.pending === 0 && known.turn <= askedAt) update(known, row);
    return known;
  }
  const made = { id: row.id, row: signal(row), writing: Promise.resolve(), pending: 0, turn: 0 };
  states.set(row.id, made);
  return made;
}

/** What is known of a row, also when no table shows it. */
export const knownRow = (id: string): RowState | undefined => states.get(id);

/** @throws Refusal */
export async function loadRow(id: string): Promise<RowState> {
  const askedAt = turns;
  return stateOf(await readRow(id), askedAt);
}

function update(state: RowState, row: Row): void {
  if (JSON.stringify(state.row.peek()) !== JSON.stringify(row)) state.row.value = row;
}

/**
 * One after the other, so that the last edit is also the last one that is written.
 * @returns the row as it was answered. @throws Refusal
 */
export async function writing(state: RowState, write: () => Promise<Row>): Promise<Row> {
  state.pending += 1;
  turns += 1;
  const mine = state.writing.catch(() => {}).then(write);
  state.writing = mine;
  try {
    const row = await mine;
    if (state.writing === mine) {
      update(state, row);
      learnTitle(row);
    }
    return row;
  } finally {
    state.pending -= 1;
    turns += 1;
    state.turn = turns;
  }
}
