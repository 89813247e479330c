import { number } from "../../sim/columns.ts";
import { newest, type WorldRow } from "../../sim/notion-world.ts";
import type { Rng } from "../../sim/rng.ts";
import { editsApart, pastesApart, secondEdit } from "./patterns.ts";
import { type World, watchedCell } from "./world.ts";

/** Lets people work until `end`. What they do depends on the seed alone, not on who watches. */
export function startPeople(world: World, end: number): void {
  const { pattern, rng, rows } = world;
  if (pattern.pasted !== undefined) {
    startPastes(world, pattern.pasted, rng.split("pastes"), end);
    return;
  }
  rows.forEach((row, index) => {
    const own = rng.split(`row ${index}`);
    // Somewhere in the midst of a pause.
    const first = Math.floor(between(own, editsApart) * own.next());
    startEdits(world, row, own, world.time.now() + first, end);
  });
}

/** Edits some rows within the time before a moment. */
export function editBefore(world: World, moment: number, within: number): void {
  const rng = world.rng.split("before");
  for (const row of world.rows.slice(0, 10)) {
    world.time.at(moment - rng.int(1, within - 1), () => edit(world, row));
  }
}

function startEdits(world: World, row: WorldRow, rng: Rng, at: number, end: number): void {
  if (at >= end) return;
  world.time.at(at, () => {
    editAndPerhapsAgain(world, row, rng);
    startEdits(world, row, rng, at + between(rng, editsApart), end);
  });
}

function startPastes(world: World, count: number, rng: Rng, end: number): void {
  const { time, rows } = world;
  const at = time.now() + rng.int(pastesApart.least, pastesApart.most);
  if (at >= end) return;
  time.at(at, () => {
    const first = rng.int(0, rows.length - count);
    for (const row of rows.slice(first, first + count)) {
      time.at(at + rng.int(0, 2_000), () => editAndPerhapsAgain(world, row, rng));
    }
    startPastes(world, count, rng, end);
  });
}

function editAndPerhapsAgain(world: World, row: WorldRow, rng: Rng): void {
  edit(world, row);
  if (!rng.chance(secondEdit.chance)) return;
  world.time.at(world.time.now() + rng.int(secondEdit.least, secondEdit.most), () => edit(world, row));
}

function edit({ notion }: World, row: WorldRow): void {
  const cell = newest(row).cells[watchedCell];
  const next = cell?.type === "number" ? (cell.value ?? 0) + 1 : 1;
  notion.world.change(row, "user-ada", "is edited", { cells: { [watchedCell]: number(next) } });
}

/** As likely in the first octave as in the last: many short pauses, few long ones. */
function between(rng: Rng, { least, most }: { least: number; most: number }): number {
  return Math.floor(least * (most / least) ** rng.next());
}
