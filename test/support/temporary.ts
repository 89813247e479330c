import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Every folder that tests make lies in one, which is removed when the run is over, whatever became of the tests. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "rowbell-tests-"));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
