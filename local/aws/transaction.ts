import type { DatabaseSync } from "node:sqlite";

/** Runs `work` in one transaction: all of its writes are there after it, or none. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("begin immediate");
  try {
    const result = work();
    database.exec("commit");
    return result;
  } catch (error) {
    database.exec("rollback");
    throw error;
  }
}
