import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../table.ts";
import { fill } from "./fill.ts";
import { makeSource } from "./make-source.ts";
import { cells, measure } from "./measure.ts";
import { serve, serveFloor } from "./serve.ts";

const [mode = "250000", argument = ""] = process.argv.slice(2);
if (mode === "serve") await serve(argument);
else if (mode === "floor") await serveFloor(Number(argument));
else await bench(Number(mode));

async function bench(rows: number): Promise<void> {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}; times as a client sees them\n`,
  );
  const folder = mkdtempSync(join(tmpdir(), "workspace-bench-"));
  try {
    const file = join(folder, "notion.db");
    const sourceId = await makeSource(file);
    fill(file, sourceId, rows);
    const { served, rssMb, floor, queries, searches, single } = await measure(
      import.meta.filename,
      file,
      sourceId,
    );
    print([
      ["", "measured", "aim"],
      ["rows", String(rows), "250000"],
      ["start until it answers", `${served.loadSeconds.toFixed(1)} s`, ""],
      ["memory after the start", `${Math.round(served.rssMb)} MB`, "≤ 1500 MB"],
      ["memory in the end", `${Math.round(rssMb)} MB`, "≤ 1500 MB"],
    ]);
    const floorMs = median(floor.taken);
    const lines = [floor, ...queries].map((one) => cells(one, floorMs));
    print([["a page of 100 rows: median < 20 ms", "median", "p95", "first", "floor"], ...lines]);
    print([
      ["a page of a search: < 50 ms", "median", "p95", "first", "floor"],
      ...searches.map((one) => cells(one, floorMs)),
    ]);
    print([
      ["one row: < 5 ms", "median", "p95", "first", "floor"],
      ...single.map((one) => cells(one, floorMs)),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print(rows: string[][]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
  console.log("");
}
