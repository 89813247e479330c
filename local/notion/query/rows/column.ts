import type { Page } from "../../entities.ts";
import { type Cell, NO_NUMBER } from "../cell.ts";
import type { Range, Test } from "../cell-test.ts";
import { Codes } from "./codes.ts";

/**
 * When a cell can change while its row stays as it is: "never", as the "clock" goes on, at "any" write; or, by row,
 * whether at any write or never.
 */
export type Foreign = "never" | "clock" | "any" | ((page: Page) => boolean);

export type CellSource = {
  /** What the cells are read by, beside the row: the column is made anew when it is another object. */
  basis: object;
  read(page: Page): Cell;
  foreign: Foreign;
  /** Slow to read: each cell only when it is asked for, instead of all at once. */
  isComputed: boolean;
  /** Many rows have the same: options, people. */
  isRepeated?: boolean;
};

/** While it is the same, nothing has been written, or no formula tells another time. */
export type Moment = { writes: number; minute: number };

type Pages = readonly (Page | undefined)[];

/** The cells of one column, by slot. */
export class Column {
  readonly #pages: Pages;
  readonly #listeners: ((slot: number | "all") => void)[] = [];
  /** Slots whose cells look at other rows. */
  readonly #foreign = new Set<number>();
  readonly #codes: Codes | undefined;
  #cells: (Cell | undefined)[];
  #source: CellSource;
  #moment: Moment;

  constructor(source: CellSource, pages: Pages, moment: Moment) {
    this.#source = source;
    this.#pages = pages;
    this.#moment = moment;
    this.#codes = source.isRepeated ? new Codes() : undefined;
    this.#cells = source.isComputed ? unread(pages) : this.#readAll();
  }

  get source(): CellSource {
    return this.#source;
  }

  /** Before a query: reads as its source does from now on, and forgets what may have changed since the last one. */
  refresh(source: CellSource, moment: Moment): void {
    this.#source = source;
    const { writes, minute } = this.#moment;
    this.#moment = moment;
    const { foreign } = this.#source;
    if ((foreign === "any" && moment.writes !== writes) || (isTold(foreign) && moment.minute !== minute)) {
      this.#cells = unread(this.#pages);
      for (const listener of this.#listeners) listener("all");
    } else if (moment.writes !== writes && this.#foreign.size > 0) {
      const slots = [...this.#foreign];
      this.#foreign.clear();
      for (const slot of slots) this.changed(slot);
    }
  }

  at(slot: number): Cell {
    return this.#cells[slot] ?? this.#read(slot);
  }

  /** The row in the slot is another one now. */
  changed(slot: number): void {
    const before = this.#cells[slot];
    const page = this.#pages[slot];
    if (this.#source.isComputed) this.#cells[slot] = undefined;
    // Where nothing of this column has changed, the row keeps its place in the orders.
    else if (page && this.#read(slot) === before) return;
    for (const listener of this.#listeners) listener(slot);
  }

  onChange(listener: (slot: number | "all") => void): void {
    this.#listeners.push(listener);
  }

  /** Clears the slots whose cells do not pass; not for computed columns. */
  narrow(slots: Uint8Array, test: Test): void {
    if (this.#codes) this.#codes.narrow(slots, test);
    else if (test.range) narrowToRange(slots, this.#cells as number[], test.range);
    else narrowTo(slots, this.#cells as Cell[], test);
  }

  /** One after the other: V8 keeps an array of numbers that is filled so without a box around each. */
  #readAll(): Cell[] {
    const cells: Cell[] = [];
    for (let slot = 0; slot < this.#pages.length; slot++) {
      const page = this.#pages[slot];
      cells.push(page ? this.#readPage(slot, page) : NO_NUMBER);
    }
    return cells;
  }

  #read(slot: number): Cell {
    const cell = this.#readPage(slot, this.#pages[slot] as Page);
    this.#cells[slot] = cell;
    return cell;
  }

  #readPage(slot: number, page: Page): Cell {
    const { read, foreign } = this.#source;
    if (typeof foreign === "function" && foreign(page)) this.#foreign.add(slot);
    const cell = read(page);
    return this.#codes ? this.#codes.set(slot, cell) : cell;
  }
}

function narrowTo(slots: Uint8Array, cells: readonly Cell[], passes: Test): void {
  for (let slot = 0; slot < slots.length; slot++) {
    if (slots[slot] === 1 && !passes(cells[slot] as Cell)) slots[slot] = 0;
  }
}

/** Without a call for each: a number that is handed to a function gets a box of its own. */
function narrowToRange(slots: Uint8Array, cells: readonly number[], { low, high }: Range): void {
  for (let slot = 0; slot < slots.length; slot++) {
    const cell = cells[slot] as number;
    if (!(cell >= low && cell <= high)) slots[slot] = 0;
  }
}

/** What looks at other rows may tell the time too. */
function isTold(foreign: Foreign): boolean {
  return foreign === "clock" || foreign === "any";
}

function unread(pages: Pages): undefined[] {
  return new Array<undefined>(pages.length).fill(undefined);
}
