import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Block } from "../../shared/domain/block.ts";

/** A rule as the recipes show it: its cells by column, and its page. */
export type Recipe = { name: string; cells: Record<string, string>; page: Block[] };

/** The recipes of docs/recipes.md, in order. */
export function readRecipes(): Recipe[] {
  const text = readFileSync(join(import.meta.dirname, "../../docs/recipes.md"), "utf8");
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [name = "", ...lines] = section.split("\n");
      const [head = "", , values = ""] = lines.filter((line) => line.startsWith("|"));
      const names = cellsOf(head);
      const cells = Object.fromEntries(cellsOf(values).map((value, index) => [names[index] ?? "", value]));
      const quoted = lines.filter((line) => line.startsWith(">")).map((line) => line.slice(1).trim());
      const page = quoted.filter((line) => line !== "").map(paragraph);
      return { name: name.trim(), cells, page };
    });
}

/** Several options stand in one cell, as pieces of code with commas between. */
function cellsOf(line: string): string[] {
  return line
    .replaceAll("\\|", "\u0000")
    .split("|")
    .slice(1, -1)
    .map((cell) => {
      const code = [...cell.matchAll(/`([^`]*)`/g)].map(([, inner]) => inner);
      return (code.length > 0 ? code.join("\n") : cell.trim()).replaceAll("\u0000", "|");
    });
}

function paragraph(text: string): Block {
  return { type: "paragraph", text: [{ text }], children: [] };
}
