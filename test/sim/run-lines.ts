import { checkbox, rulesColumnsBeside, runCell, runsColumns } from "./columns.ts";
import type { NotionHost } from "./notion-api/host.ts";
import { newest, type WorldRow, type WorldSource } from "./notion-world.ts";
import type { Author } from "./rule-authors.ts";

/** The Runs database, and what people did there. */
export type AuthorsRuns = {
  source: WorldSource;
  /** Every tick of *Try again*, by the delivery of its line. */
  ticks: { key: string; at: number }[];
};

const person = "user-author";

export function openRuns({ world }: NotionHost, rulesSource: WorldSource): AuthorsRuns {
  const source = world.addSource("Runs", runsColumns);
  world.setColumns(rulesSource, rulesColumnsBeside(source.id));
  return { source, ticks: [] };
}

/** One look at the Runs database: what failed is ticked to be tried again, sometimes. @param until faults end then. */
export function workOnLines({ host, faults, rng, runs }: Author, until: number): void {
  if (!runs) return;
  const { world, time } = host;
  for (const row of runs.source.rows) {
    if (newest(row).inTrash) continue;
    if (faults.strike("line is thrown away by a person"))
      world.change(row, person, "is thrown away", { inTrash: true });
    // Nobody cares for half of them.
    else if (isFailed(row) && row.number % 2 === 0 && !isTicked(row) && rng.chance(0.3)) {
      runs.ticks.push({ key: keyOf(row), at: time.now() });
      world.change(row, person, "is ticked", { cells: { [runCell("Try again")]: checkbox(true) } });
    }
  }
  const now = time.now();
  if (now >= until) return;
  if (faults.strike("Runs database is lost and regained"))
    runs.source.lost.push({ from: now, until: Math.min(until, now + 60_000 * rng.int(1, 15)) });
  if (faults.strike("column of the Runs database is gone for a while")) {
    world.setColumns(
      runs.source,
      runsColumns.filter(({ id }) => id !== runCell("Note")),
    );
    time.at(Math.min(until, now + 60_000 * rng.int(1, 15)), () => world.setColumns(runs.source, runsColumns));
  }
}

export function isTickedAnywhere({ source }: AuthorsRuns): boolean {
  return [...source.rows].some((row) => !newest(row).inTrash && isTicked(row));
}

export function isTicked(row: WorldRow): boolean {
  const cell = newest(row).cells[runCell("Try again")];
  return cell?.type === "checkbox" && cell.value;
}

export function stateOf(row: WorldRow): string {
  const cell = newest(row).cells[runCell("State")];
  return (cell?.type === "select" && cell.value?.name) || "";
}

export function keyOf(row: WorldRow): string {
  const cell = newest(row).cells[runCell("Delivery")];
  return cell?.type === "rich_text" ? cell.value.map(({ text }) => text).join("") : "";
}

function isFailed(row: WorldRow): boolean {
  return ["Failed", "Uncertain"].includes(stateOf(row));
}
