import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundle } from "../../../infra/bundling.ts";
import { newFolder } from "../../support/local-rowbell.ts";
import { type Line, median, ms } from "../table.ts";

const root = join(import.meta.dirname, "../../..");
const runs = 15;
/** All that reads what authors write: conditions, moments, schedules, options, places. */
const language = [
  "condition/parse.ts",
  "condition/predicate.ts",
  "condition/explain.ts",
  "condition/boundaries.ts",
  "time/read-moment.ts",
  "time/read-schedule.ts",
  "which.ts",
  "assignment.ts",
  "parse-options.ts",
  "template/compile-body.ts",
  "template/render-template.ts",
];

/** What the language adds to a bundle, and to a start. */
export async function benchSize(): Promise<Line[]> {
  const folder = newFolder();
  const entry = join(root, "node_modules", ".rowbell-bench-language.ts");
  const lines = language.map(
    (file, index) => `import * as m${index} from ${JSON.stringify(join(root, "shared/domain", file))};`,
  );
  writeFileSync(
    entry,
    `${lines.join("\n")}\nexport const all = [${language.map((_, index) => `m${index}`).join(", ")}];\n`,
  );
  const file = join(folder, "language.cjs");
  await bundle(entry, file);
  const kilobytes = gzipSync(readFileSync(file), { level: 9 }).length / 1000;
  return [
    { what: "language code, gzipped", value: `${kilobytes.toFixed(1)} KB`, aim: "< 40 KB" },
    { what: "its init", value: ms(initOf(file)), aim: "< 5 ms" },
  ];
}

function initOf(file: string): number {
  // Of the processor's time, since others share it; and beside what every function has loaded by then.
  const script = `require("node:crypto"); require("node:zlib"); const at = process.cpuUsage(); require(${JSON.stringify(file)}); const { user, system } = process.cpuUsage(at); console.log((user + system) / 1e3)`;
  return median(Array.from({ length: runs }, () => Number(execFileSync(process.execPath, ["-e", script]))));
}
