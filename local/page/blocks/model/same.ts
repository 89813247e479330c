import type { Block, Blocks } from "./block.ts";
import type { Run } from "./runs.ts";
import { join } from "./runs.ts";

/** Whether two pages say the same. What Notion fills in by itself makes no difference. */
export function isSame(a: Blocks, b: Blocks): boolean {
  return a === b || JSON.stringify(a.map(essence)) === JSON.stringify(b.map(essence));
}

function essence({ key, type, runs, cells, data, children }: Block): unknown {
  const texts = [runs, ...(cells ?? [])].map((text) => text && join(text).map(essenceOfRun));
  return [key, type, texts, said(data), children.map(essence)];
}

function essenceOfRun({ text, marks, link, atom }: Run): unknown {
  return [text, said(marks), link ?? null, atom ? "atom" : null];
}

/** What is not as it is anyway, in one order. */
function said(record: object): unknown[] {
  return Object.entries(record)
    .filter(([, value]) => !isPlain(value))
    .toSorted(([one], [other]) => one.localeCompare(other));
}

function isPlain(value: unknown): boolean {
  return !value || value === "default" || (Array.isArray(value) && value.length === 0);
}
