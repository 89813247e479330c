import type { Cell } from "../cell.ts";

/** For columns with few different cells: each is there once, and every slot has its number. */
export class Codes {
  readonly #different: Cell[] = [];
  readonly #codes = new Map<Cell, number>();
  readonly #codeAt: number[] = [];

  /** @returns the cell that stands for all like it */
  set(slot: number, cell: Cell): Cell {
    const key = typeof cell === "object" ? cell.join("\n") : cell;
    const code = this.#codes.get(key) ?? this.#different.push(cell) - 1;
    this.#codes.set(key, code);
    this.#codeAt[slot] = code;
    return this.#different[code] as Cell;
  }

  /** Clears the slots whose cells do not pass; each different cell is tested once. */
  narrow(slots: Uint8Array, passes: (cell: Cell) => boolean): void {
    const passing = Uint8Array.from(this.#different, (cell) => Number(passes(cell)));
    const codeAt = this.#codeAt;
    for (let slot = 0; slot < slots.length; slot++) {
      if (passing[codeAt[slot] as number] !== 1) slots[slot] = 0;
    }
  }
}
