import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The folder with all state, held by one process at a time; the lock ends with the process, however that ends. */
export type DataFolder = {
  file(name: string): string;
  /** A small JSON file, or undefined when there is none. @throws Error naming the file when it is not what it should be. */
  readJson<T>(name: string, isWhole: (content: T) => boolean): T | undefined;
  /** Replaces the file in one step, so that a crash leaves the old or the new one. */
  writeJson(name: string, content: unknown): void;
  /** Removes a file and what SQLite keeps beside it. */
  remove(name: string): void;
  close(): void;
};

/** @throws Error in plain words when the folder cannot be used or another Rowbell uses it. */
export function openDataFolder(folder: string): DataFolder {
  const lock = takeLock(folder);
  const file = (name: string) => join(folder, name);
  return {
    file,
    readJson(name, isWhole) {
      let text: string;
      try {
        text = readFileSync(file(name), "utf8");
      } catch {
        return undefined;
      }
      try {
        const content = JSON.parse(text);
        if (isWhole(content)) return content;
        throw new Error("not what was written");
      } catch {
        throw new Error(
          `${file(name)} is damaged. Move ${folder} away to start over, or restore it from a copy.`,
        );
      }
    },
    writeJson(name, content) {
      writeFileSync(`${file(name)}.new`, JSON.stringify(content, null, 2));
      renameSync(`${file(name)}.new`, file(name));
    },
    remove(name) {
      for (const suffix of ["", "-wal", "-shm", "-journal"])
        rmSync(`${file(name)}${suffix}`, { force: true });
    },
    close: () => lock.close(),
  };
}

function takeLock(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Error(
      `the folder ${folder} can't be made (${(error as Error).message}); set ROWBELL_DATA to one that can be written`,
    );
  }
  let lock: DatabaseSync | undefined;
  try {
    // SQLite's lock belongs to the process, so that unlike a file with a process id in it none is left behind by kill -9.
    lock = new DatabaseSync(join(folder, "lock"));
    lock.exec(
      "pragma locking_mode = exclusive; begin immediate; create table if not exists held (by); commit",
    );
    return lock;
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode === 5) {
      throw new Error(
        `another Rowbell is running on ${folder}. Stop it first, or set ROWBELL_DATA and ROWBELL_PORT for a second one.`,
      );
    }
    throw new Error(
      `the state folder ${folder} can't be used (${(error as Error).message}). Move it away to start over, or restore it from a copy.`,
    );
  }
}
