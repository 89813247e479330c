import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { DataSource, Entity, Page } from "./entities.ts";

/** The workspace's entities: all in memory, each acknowledged write in the file first. */
export type Store = {
  get(id: string): Entity | undefined;
  all(): Iterable<Entity>;
  /** The rows of a data source, trashed ones too, oldest first. */
  rows(dataSourceId: string): Page[];
  /** Only inside `write`. */
  put(entity: Entity): void;
  /** Makes the puts of `work` durable together, or, when it throws, none of them. */
  write<T>(work: () => T): T;
  /** Counts edits, so that those of one millisecond (or of a clock that stands) keep their order. */
  nextEdit(): number;
  close(): void;
};

const FORMAT = 1;

/** @throws Error naming the file when it is no workspace of ours, damaged, or open in another process. */
export function openStore(file: string): Store {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const database = openFile(file);
    const saved = database.prepare("SELECT json FROM entities ORDER BY rowid").all();
    return new EntityStore(
      database,
      saved.map((row) => JSON.parse(String(row.json)) as Entity),
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `cannot open the Notion workspace in ${file}: ${reason}; if no other process has it open, move the file away to start over`,
      { cause },
    );
  }
}

function openFile(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 500 });
  // Exclusive: two emulators on one file would each keep their own copy in memory and overwrite the other's rows.
  database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  const format = Number(database.prepare("PRAGMA user_version").get()?.user_version);
  if (format > FORMAT) throw new Error(`it was written by a newer version (format ${format})`);
  database.exec(
    `CREATE TABLE IF NOT EXISTS entities (id TEXT PRIMARY KEY, json TEXT NOT NULL); PRAGMA user_version = ${FORMAT}`,
  );
  return database;
}

class EntityStore implements Store {
  readonly #database: DatabaseSync;
  readonly #save;
  readonly #entities = new Map<string, Entity>();
  readonly #rowIds = new Map<string, Set<string>>();
  /** What the current write replaced, to put back if it fails. */
  #replaced: Map<string, Entity | undefined> | undefined;
  #edits = 0;

  constructor(database: DatabaseSync, saved: Entity[]) {
    this.#database = database;
    this.#save = database.prepare(
      "INSERT INTO entities (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json",
    );
    for (const entity of saved) {
      this.#remember(entity);
      this.#edits = Math.max(this.#edits, entity.stamp.edit);
    }
  }

  get(id: string): Entity | undefined {
    return this.#entities.get(id);
  }

  all(): Iterable<Entity> {
    return this.#entities.values();
  }

  rows(dataSourceId: string): Page[] {
    const ids = this.#rowIds.get(dataSourceId) ?? [];
    return [...ids].map((id) => this.#entities.get(id) as Page);
  }

  put(entity: Entity): void {
    if (!this.#replaced) throw new Error("a put outside of a write would not be durable");
    if (!this.#replaced.has(entity.id)) this.#replaced.set(entity.id, this.#entities.get(entity.id));
    this.#remember(entity);
  }

  write<T>(work: () => T): T {
    this.#replaced = new Map();
    try {
      const result = work();
      if (this.#replaced.size === 0) return result;
      this.#database.exec("BEGIN");
      for (const id of this.#replaced.keys()) this.#save.run(id, JSON.stringify(this.#entities.get(id)));
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      for (const [id, before] of this.#replaced) this.#restore(id, before);
      throw error;
    } finally {
      this.#replaced = undefined;
    }
  }

  nextEdit(): number {
    this.#edits += 1;
    return this.#edits;
  }

  close(): void {
    this.#database.close();
  }

  #remember(entity: Entity): void {
    const known = this.#entities.get(entity.id);
    const source = rowSource(entity);
    if (known && rowSource(known) !== source) this.#forgetRow(known);
    this.#entities.set(entity.id, entity);
    if (source === undefined) return;
    const ids = this.#rowIds.get(source) ?? new Set();
    this.#rowIds.set(source, ids.add(entity.id));
  }

  #forgetRow(entity: Entity): void {
    const source = rowSource(entity);
    if (source !== undefined) this.#rowIds.get(source)?.delete(entity.id);
  }

  #restore(id: string, before: Entity | undefined): void {
    const after = this.#entities.get(id);
    if (after) this.#forgetRow(after);
    if (before) this.#remember(before);
    else this.#entities.delete(id);
  }
}

function rowSource(entity: Entity): DataSource["id"] | undefined {
  if (entity.kind !== "page" || entity.parent.type !== "data_source_id") return undefined;
  return entity.parent.data_source_id;
}
