import type { Page } from "../../entities.ts";
import { type CellSource, Column, type Moment } from "./column.ts";
import { Order } from "./order.ts";

/** What is in a slot: nothing; a row queries do not show; one they show; an archived one, shown when asked for. */
const STATES = { none: 0, hidden: 1, live: 2, archived: 3 } as const;

/**
 * The rows of one data source as queries see them. A row keeps its slot, a small number; columns and orders are made
 * when a query first needs them and follow the rows from then on.
 */
export class RowTable {
  /** By slot; a slot stays empty when its row has gone. */
  readonly pages: (Page | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  readonly #columns = new Map<string, Column>();
  readonly #orders = new Map<string, { columns: readonly Column[]; order: Order }>();
  #states = new Uint8Array(64);

  constructor(pages: Iterable<Page>) {
    for (const page of pages) this.set(page.id, page);
  }

  /** @param page `undefined` when the row has gone */
  set(id: string, page: Page | undefined): void {
    const known = this.#slots.get(id);
    if (known === undefined && !page) return;
    const slot = known ?? this.pages.length;
    this.pages[slot] = page;
    this.#setState(slot, stateOf(page));
    if (page) this.#slots.set(id, slot);
    else this.#slots.delete(id);
    for (const column of this.#columns.values()) column.changed(slot);
  }

  has(id: string): boolean {
    return this.#slots.has(id);
  }

  /** The row, when it is there and not in the trash, among the archived ones or the others. */
  shownPage(id: string, isArchived: boolean): Page | undefined {
    const slot = this.#slots.get(id);
    const wanted = isArchived ? STATES.archived : STATES.live;
    return slot !== undefined && this.#states[slot] === wanted ? this.pages[slot] : undefined;
  }

  /** By slot: 1 where there is a row to show. A new array each time. */
  shown(isArchived: boolean): Uint8Array {
    const wanted = isArchived ? STATES.archived : STATES.live;
    const shown = new Uint8Array(this.pages.length);
    for (let slot = 0; slot < shown.length; slot++) shown[slot] = this.#states[slot] === wanted ? 1 : 0;
    return shown;
  }

  /** @param key what the cells are, and for what */
  column(key: string, source: CellSource, moment: Moment): Column {
    const known = this.#columns.get(key);
    if (known?.source.basis === source.basis) {
      known.refresh(source, moment);
      return known;
    }
    const column = new Column(source, this.pages, moment);
    this.#columns.set(key, column);
    return column;
  }

  /** @param bases what the cells of those columns were read by */
  forgetColumns(bases: ReadonlySet<object>): void {
    for (const [key, { source }] of this.#columns) if (bases.has(source.basis)) this.#columns.delete(key);
  }

  order(key: string, columns: readonly Column[]): Order {
    const known = this.#orders.get(key);
    if (known && columns.every((column, index) => column === known.columns[index])) return known.order;
    const order = new Order(columns, () => this.#used());
    this.#orders.set(key, { columns, order });
    return order;
  }

  #used(): Uint8Array {
    return this.#states.subarray(0, this.pages.length);
  }

  #setState(slot: number, state: number): void {
    if (slot >= this.#states.length) {
      const longer = new Uint8Array(this.#states.length * 2);
      longer.set(this.#states);
      this.#states = longer;
    }
    this.#states[slot] = state;
  }
}

function stateOf(page: Page | undefined): number {
  if (!page) return STATES.none;
  if (page.inTrash || page.isTemplate) return STATES.hidden;
  return page.isArchived ? STATES.archived : STATES.live;
}
