import { number, text, title, watchedColumns } from "../../sim/columns.ts";
import type { NotionHost } from "../../sim/notion-api/host.ts";
import { NotionWorld, type WorldRow, type WorldSource } from "../../sim/notion-world.ts";
import { type Rng, rngOf } from "../../sim/rng.ts";
import { type VirtualTime, virtualTime } from "../../sim/virtual-time.ts";
import { quietNotion } from "../quiet-notion.ts";
import type { Pattern } from "./patterns.ts";

/** One Notion workspace with one watched source, and nobody at work in it yet. */
export type World = {
  pattern: Pattern;
  rng: Rng;
  time: VirtualTime;
  notion: NotionHost;
  source: WorldSource;
  rows: readonly WorldRow[];
  startedAt: number;
};

/** The cell that people edit and tools watch: each edit of a row is the next number, so that every state is told apart. */
export const watchedCell = "am";
/** Where tools write back to. */
const ownCell = "no";

const startsAt = Date.parse("2026-05-04T08:00:00Z");
const day = 86_400_000;

export function createWorld(pattern: Pattern, seed: number): World {
  const rng = rngOf(seed);
  const time = virtualTime(startsAt + rng.int(0, 59_999));
  const world = new NotionWorld(time.now, () => indexLag(seed, time.now()));
  const source = world.addSource("Orders", watchedColumns);
  const rows = Array.from({ length: pattern.rows }, (_, index) => {
    const cells = { title: title(`Order ${index}`), [watchedCell]: number(0) };
    return world.addRow(source, cells, "user-ada", time.now() - day - (index % 300) * 60_000);
  });
  const notion = quietNotion(world, time, rng);
  return { pattern, rng, time, notion, source, rows, startedAt: time.now() };
}

/** Nobody publishes this; reports range from seconds to minutes. By the moment, so that no tool's own writes move it. */
function indexLag(seed: number, now: number): number {
  const rng = rngOf(seed).split(`index lag ${now}`);
  return rng.chance(0.95) ? rng.int(0, 20_000) : rng.int(20_000, 180_000);
}

/** The tool's own edit, as soon as it has acted. */
export function writeBack({ notion, time }: World, row: WorldRow): void {
  const { world, bot } = notion;
  time.at(time.now() + 1_500, () => {
    world.change(row, bot, "is written back to", { cells: { [ownCell]: text(`told at ${time.now()}`) } });
  });
}
