import type { Block, Blocks } from "../model/block.ts";
import { isMovable } from "../model/kinds.ts";
import { inOrder } from "../model/tree.ts";
import { changedPayload } from "./write-blocks.ts";

/**
 * One request to Notion. `parent` and `after` are keys; absent they mean the page, and its start. What is created may be
 * there already somewhere else or as another type, for blocks can neither be moved nor turned: then the old one goes.
 */
export type Step =
  | { do: "create"; parent: string | undefined; after: string | undefined; blocks: Blocks }
  | { do: "change"; key: string; payload: object }
  | { do: "trash"; key: string };

/** More blocks are not taken at once. */
const mostAtOnce = 100;

/** The next step from what is saved to what is wanted; undefined when they are the same. New blocks come before old ones go. */
export function nextStep(saved: Blocks, wanted: Blocks, parent?: string): Step | undefined {
  const stays = staying(saved, wanted);
  return (
    creation(wanted, stays, parent) ?? changeWithin(saved, wanted, stays) ?? removal(saved, wanted, stays)
  );
}

function creation(wanted: Blocks, stays: ReadonlySet<string>, parent: string | undefined): Step | undefined {
  const start = wanted.findIndex(({ key }) => !stays.has(key));
  if (start === -1) return undefined;
  const rest = wanted.slice(start, start + mostAtOnce);
  const end = rest.findIndex(({ key }) => stays.has(key));
  const blocks = end === -1 ? rest : rest.slice(0, end);
  return { do: "create", parent, after: wanted[start - 1]?.key, blocks };
}

function changeWithin(saved: Blocks, wanted: Blocks, stays: ReadonlySet<string>): Step | undefined {
  for (const block of wanted) {
    const before = saved.find(({ key }) => key === block.key);
    if (!before || !stays.has(block.key) || before === block) continue;
    const payload = changedPayload(before, block);
    if (payload) return { do: "change", key: block.key, payload };
    const inside = nextStep(before.children, block.children, block.key);
    if (inside) return inside;
  }
  return undefined;
}

function removal(saved: Blocks, _wanted: Blocks, stays: ReadonlySet<string>): Step | undefined {
  const gone = saved.find(({ key }) => !stays.has(key));
  return gone && { do: "trash", key: gone.key };
}

/**
 * The blocks that can stay where they are: of one type before and after, and in one order. Of those that changed places the
 * fewest are made anew, and never one that cannot be.
 */
function staying(saved: Blocks, wanted: Blocks): Set<string> {
  const places = new Map(saved.map((block, place) => [block.key, { block, place }]));
  const same = wanted.flatMap((block) => {
    const before = places.get(block.key);
    return before && isOneKind(before.block, block)
      ? { key: block.key, place: before.place, weight: weightOf(block) }
      : [];
  });
  return heaviestRise(same);
}

/** What Notion does not let one change of a block. */
function isOneKind(a: Block, b: Block): boolean {
  return a.type === b.type && a.data.table_width === b.data.table_width && a.data.type === b.data.type;
}

function weightOf(block: Block): number {
  return isMovable(block) ? inOrder([block]).length : 1_000_000;
}

type Staying = { key: string; place: number; weight: number };

/** The keys of the heaviest choice whose places rise. */
function heaviestRise(items: readonly Staying[]): Set<string> {
  const sums: number[] = [];
  const previous: number[] = [];
  for (const [index, { place, weight }] of items.entries()) {
    const before = best(sums, (one) => one < index && (items[one]?.place ?? 0) < place);
    previous.push(before);
    sums.push(weight + (sums[before] ?? 0));
  }
  const keys = new Set<string>();
  let at = best(sums, () => true);
  while (at !== -1) {
    keys.add(items[at]?.key ?? "");
    at = previous[at] ?? -1;
  }
  return keys;
}

function best(sums: readonly number[], allows: (index: number) => boolean): number {
  let found = -1;
  for (const [index, sum] of sums.entries()) {
    if (allows(index) && (found === -1 || sum > (sums[found] ?? 0))) found = index;
  }
  return found;
}
