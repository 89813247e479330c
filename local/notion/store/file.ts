import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Entity } from "../entities.ts";
import { listsOf } from "./memory.ts";
import { pack, Unpacker } from "./pack.ts";

/** 1 had every text in full; it reads the same, and is written anew as rows change. */
const FORMAT = 2;

type Saving = { id: string; before?: Entity | undefined; after: Entity | undefined };

/** The workspace's file: one record an entity. */
export class WorkspaceFile {
  readonly #database: DatabaseSync;
  readonly #save;
  readonly #remove;

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.#database = openDatabase(file);
    this.#save = this.#database.prepare(
      "INSERT INTO entities (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json",
    );
    this.#remove = this.#database.prepare("DELETE FROM entities WHERE id = ?");
  }

  /** Everything saved, oldest first. */
  *load(): Generator<Entity> {
    const unpacker = new Unpacker();
    for (const row of this.#database.prepare("SELECT json FROM entities ORDER BY rowid").iterate()) {
      yield unpacker.unpack(String(row.json));
    }
  }

  /** Durable together when it returns; when it throws, nothing has changed. */
  save(changes: Iterable<Saving>, clear = false): void {
    this.#database.exec("BEGIN");
    try {
      if (clear) this.#database.exec("DELETE FROM entities");
      for (const { id, before, after } of changes) {
        if (!after || (before && isMoved(before, after))) this.#remove.run(id);
        if (after) this.#save.run(id, pack(after));
      }
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }
}

/** The newest in its new list: its record goes to the end. */
function isMoved(before: Entity, after: Entity): boolean {
  const lists = listsOf(after);
  return listsOf(before).some((name) => !lists.includes(name));
}

function openDatabase(file: string): DatabaseSync {
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
