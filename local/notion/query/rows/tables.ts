import type { Page } from "../../entities.ts";
import type { Knobs } from "../../knobs/knobs.ts";
import { sourceOf } from "../../store/memory.ts";
import type { Change, Store } from "../../store/store.ts";
import type { Moment } from "./column.ts";
import { Recent } from "./recent.ts";
import { outdatedBy, retypes } from "./schema-change.ts";
import { RowTable } from "./table.ts";

const MINUTE = 60_000;

type World = { store: Store; clock: { now(): Date }; knobs: Knobs; sortAnew?: number | undefined };

/** Orders of a whole table are not worth it for so few rows. */
const FEW = 2_000;

/** The tables queries look at. They follow the writes, at once or, by the knob `indexLagSeconds`, later. */
export class RowTables {
  readonly #world: World;
  /** So few rows are sorted each time, more by an order that is kept. */
  readonly sortAnew: number;
  readonly #tables = new Map<string, RowTable>();
  /** Writes that queries do not see yet, oldest first. */
  readonly #pending: { at: number; changes: readonly Change[] }[] = [];
  readonly recent = new Recent();
  /** Scans whose order was set by their first page: session → ids of the rows. */
  readonly sessions = new Map<string, readonly string[]>();
  #writes = 0;

  constructor(world: World) {
    this.#world = world;
    this.sortAnew = world.sortAnew ?? FEW;
    world.store.onCommit((changes) => this.#take(changes));
    world.store.onReplace(() => this.#forget());
  }

  of(sourceId: string): RowTable {
    this.#catchUp();
    const known = this.#tables.get(sourceId);
    if (known) return known;
    const table = new RowTable(this.#world.store.rows(sourceId));
    for (const { changes } of this.#pending.toReversed()) {
      for (const { before, after } of changes) {
        enter(sourceId, table, { ...(after && { before: after }), ...(before && { after: before }) });
      }
    }
    this.#tables.set(sourceId, table);
    return table;
  }

  /** Formulas tell minutes, no seconds. */
  moment(): Moment {
    this.#catchUp();
    return { writes: this.#writes, minute: Math.floor(this.#now() / MINUTE) };
  }

  #take(changes: readonly Change[]): void {
    this.#writes += 1;
    this.#pending.push({ at: this.#now(), changes });
    // Queries read the schema of now: rows whose values are still of another type would not fit it.
    this.#catchUp(changes.some(retypes) ? 0 : undefined);
  }

  #catchUp(lagSeconds = this.#world.knobs.get("indexLagSeconds")): void {
    // Without lag nothing waits, not even for a clock that was set back.
    const seen = lagSeconds === 0 ? Number.POSITIVE_INFINITY : this.#now() - lagSeconds * 1000;
    while (this.#pending[0] && this.#pending[0].at <= seen) this.#apply(this.#pending.shift()?.changes ?? []);
  }

  #apply(changes: readonly Change[]): void {
    this.#writes += 1;
    // The schema first: columns that read values of another type must not meet the new ones.
    for (const change of changes) {
      const { sourceId, properties } = outdatedBy(change);
      if (properties.size > 0) this.#tables.get(sourceId)?.forgetColumns(properties);
    }
    for (const change of changes) {
      for (const id of sourcesOf(change)) {
        const table = this.#tables.get(id);
        if (table) enter(id, table, change);
      }
    }
  }

  #forget(): void {
    this.#tables.clear();
    this.sessions.clear();
    this.recent.clear();
    this.#pending.length = 0;
    this.#writes += 1;
  }

  #now(): number {
    return this.#world.clock.now().getTime();
  }
}

/** A row that moves leaves one source for another. */
function sourcesOf({ before, after }: Change): Set<string> {
  return new Set([before, after].flatMap((entity) => (entity && sourceOf(entity)) ?? []));
}

function enter(sourceId: string, table: RowTable, { before, after }: Change): void {
  const entity = after ?? before;
  if (entity?.kind !== "page") return;
  const isHere = after !== undefined && sourceOf(after) === sourceId;
  if (isHere || table.has(entity.id)) table.set(entity.id, isHere ? (after as Page) : undefined);
}
