/** One measured line: a median, beside the floor it is compared with in the same run, and what we aim for. */
export type Line = { what: string; value: string; floor?: string; ratio?: string; aim: string };

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function printTable(lines: readonly Line[]): void {
  const rows = [
    ["what", "median", "floor", "ratio", "aim"],
    ...lines.map(({ what, value, floor = "", ratio = "", aim }) => [what, value, floor, ratio, aim]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const [index, row] of rows.entries()) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
    if (index === 0) console.log(widths.map((width) => "-".repeat(width)).join("  "));
  }
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;
export const times = (value: number) => `${value.toFixed(2)} ×`;
