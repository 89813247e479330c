import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The rows of a Markdown table beside this file, without its head. A `|` within a cell is written `\|`. */
export function readTable(file: string): string[][] {
  const text = readFileSync(join(import.meta.dirname, file), "utf8");
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  return rows.map(cellsOf).filter((cells) => !/^(-+|sentence|where)$/.test(cells[0] ?? ""));
}

function cellsOf(line: string): string[] {
  return line
    .replaceAll("\\|", "\u0000")
    .split("|")
    .slice(1, -1)
    .map((cell) =>
      cell
        .trim()
        .replace(/^`` ?| ?``$|^`|`$/g, "")
        .replaceAll("\u0000", "|"),
    );
}
