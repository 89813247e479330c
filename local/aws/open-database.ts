import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/**
 * Opens or creates a SQLite file for one process alone, checks it, and lays out `schema` in a new one.
 * @param file `:memory:` for none.
 * @throws Error in plain words naming the file: damaged, in use, or not to be opened.
 */
export function openDatabase(file: string, schema: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
    database = new DatabaseSync(file);
    // WAL with synchronous=normal keeps every committed write through the death of the process. A power cut may take the
    // last ones, never the file. The exclusive lock ends with the process, however that ends.
    database.exec("pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal");
    const found = String(database.prepare("pragma quick_check(1)").get()?.quick_check);
    if (found !== "ok") throw new Error(`damaged: ${found}`);
    database.exec(`begin immediate; ${schema}; commit`);
    return database;
  } catch (error) {
    database?.close();
    throw new Error(explain(file, error), { cause: error });
  }
}

function explain(file: string, error: unknown): string {
  const code = (error as { errcode?: number }).errcode;
  const reason = error instanceof Error ? error.message : String(error);
  if (code === SQLITE_BUSY) return `the data file ${file} is in use by another process; stop that one first`;
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB || reason.startsWith("damaged:")) {
    return `the data file ${file} is damaged (${reason}); move it away to start over, or restore it from a copy`;
  }
  return `the data file ${file} cannot be opened (${reason}); check the folder's permissions and free space`;
}
