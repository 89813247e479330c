import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** Copies of the functions' files, as Lambda unpacks them. */
export type Unpacked = { folderOf(asset: string): string; remove(): void };

/** Outside of the project: below its package.json Node would take the CommonJS files for ES modules, which Lambda does not. */
export function unpack(): Unpacked {
  const root = mkdtempSync(join(tmpdir(), "rowbell-task-"));
  return {
    folderOf(asset) {
      const folder = join(root, basename(asset));
      cpSync(asset, folder, { recursive: true });
      return folder;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
