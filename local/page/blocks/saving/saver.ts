import {
  appendBlocks,
  changeBlock,
  type RawBlock,
  readChildren,
  readRaw,
  restoreBlock,
  trashBlock,
} from "../../api/blocks.ts";
import type { Block, Blocks } from "../model/block.ts";
import { isSame } from "../model/same.ts";
import { find, inOrder, insertAfter, put } from "../model/tree.ts";
import { nextStep, type Step } from "./plan.ts";
import { readBlock, readBlocks } from "./read-blocks.ts";
import { asWritten, writtenBlock } from "./write-blocks.ts";

/** A block in the trash, and what stood around it: it can be taken back only to the place it was taken from. */
type Trashed = { id: string; block: Block; parent: string | undefined; siblings: string };

/** Brings the blocks of one page to Notion, a request at a time. */
export type Saver = {
  /** As they are at Notion. */
  saved(): Blocks;
  read(): Promise<Blocks>;
  /** Takes what was read, or what says the same, for what is at Notion. */
  accept(blocks: Blocks): void;
  /**
   * Takes one step towards what is wanted. @returns `done` when there was none to take, `stale` when somebody else has
   * changed what it would have changed: then nothing was written. @throws Refusal
   */
  step(wanted: Blocks): Promise<"taken" | "done" | "stale">;
  /** The id at Notion, once it has one. */
  idOf(key: string): string | undefined;
};

export function createSaver(pageId: string): Saver {
  let saved: Blocks = [];
  const ids = new Map<string, string>();
  const keys = new Map<string, string>();
  const trash = new Map<string, Trashed>();

  const learn = (key: string, id: string) => {
    ids.set(key, id);
    keys.set(id, key);
  };
  const idOf = (key: string | undefined) => (key === undefined ? pageId : (ids.get(key) ?? key));

  /** The new blocks are answered without those inside them. */
  async function learnInside(blocks: Blocks, raws: readonly RawBlock[]): Promise<void> {
    for (const [index, block] of blocks.entries()) {
      const raw = raws[index];
      if (!raw) continue;
      learn(block.key, raw.id);
      if (block.children.length > 0) await learnInside(block.children, await readChildren(raw.id));
    }
  }

  async function create({ parent, after, blocks }: Extract<Step, { do: "create" }>): Promise<void> {
    const first = blocks[0];
    if (first && (await restored(first, parent))) return;
    const replaced = staleIn(saved, new Set(inOrder(blocks).map(({ key }) => key))).map(({ key }) => key);
    const oldIds = replaced.map(idOf);
    const written = asWritten(blocks);
    const position = after === undefined ? "start" : { after: idOf(after) };
    const raws = await appendBlocks(
      idOf(parent),
      blocks.map((block) => writtenBlock(block)),
      position,
    );
    for (const key of replaced) saved = put(saved, key);
    saved = within(saved, parent, (children) => placed(children, after, written));
    await learnInside(written, raws);
    for (const id of oldIds) await trashBlock(id);
  }

  /** What was in the trash a moment ago comes back as it was, with its comments and its author. */
  async function restored({ key }: Block, parent: string | undefined): Promise<boolean> {
    const trashed = trash.get(key);
    trash.delete(key);
    if (!trashed || trashed.parent !== parent || ids.get(key) !== trashed.id) return false;
    const siblings = childrenOf(saved, parent);
    const back = trashed.siblings.split(" ");
    if (siblings.map((one) => one.key).join(" ") !== back.filter((one) => one !== key).join(" "))
      return false;
    await restoreBlock(trashed.id);
    saved = within(saved, parent, (children) => children.toSpliced(back.indexOf(key), 0, trashed.block));
    return true;
  }

  async function remove(key: string): Promise<void> {
    const place = find(saved, key);
    await trashBlock(idOf(key));
    if (!place) return;
    const siblings = place.siblings.map((one) => one.key).join(" ");
    trash.set(key, { id: idOf(key), block: place.block, parent: place.parent?.key, siblings });
    saved = put(saved, key);
  }

  /** Notion takes whatever comes last, so one has to look first. */
  async function isStale(key: string): Promise<boolean> {
    const before = find(saved, key)?.block;
    return (
      before !== undefined && !isSame([readBlock(await readRaw(idOf(key)), key, before.children)], [before])
    );
  }

  /** No other tab of this browser writes between the look and the change. */
  const changeUnlessStale = (key: string, payload: object, wanted: Blocks) =>
    navigator.locks.request(`blocks of ${pageId}`, async () => {
      if (await isStale(key)) return "stale" as const;
      await change(key, payload, wanted);
      return "taken" as const;
    });

  async function change(key: string, payload: object, wanted: Blocks): Promise<void> {
    await changeBlock(idOf(key), payload);
    const before = find(saved, key)?.block;
    const after = find(wanted, key)?.block;
    if (before && after) saved = put(saved, key, { ...after, children: before.children });
  }

  return {
    saved: () => saved,
    idOf: (key) => ids.get(key),
    read: () =>
      readBlocks(pageId, (id) => {
        const key = keys.get(id) ?? id;
        learn(key, id);
        return key;
      }),
    accept(blocks) {
      saved = blocks;
    },
    async step(wanted) {
      const step = nextStep(saved, wanted);
      if (!step) return "done";
      if (step.do === "change") return changeUnlessStale(step.key, step.payload, wanted);
      if (step.do === "create") await create(step);
      else await remove(step.key);
      return "taken";
    },
  };
}

/** The outermost of the blocks that are made anew somewhere else. */
function staleIn(saved: Blocks, again: ReadonlySet<string>): Block[] {
  return saved.flatMap((block) => (again.has(block.key) ? [block] : staleIn(block.children, again)));
}

function childrenOf(blocks: Blocks, parent: string | undefined): Blocks {
  return parent === undefined ? blocks : (find(blocks, parent)?.block.children ?? []);
}

function within(blocks: Blocks, parent: string | undefined, change: (children: Blocks) => Blocks): Blocks {
  if (parent === undefined) return change(blocks);
  const block = find(blocks, parent)?.block;
  return block ? put(blocks, parent, { ...block, children: change(block.children) }) : blocks;
}

function placed(children: Blocks, after: string | undefined, added: Blocks): Blocks {
  return after === undefined ? [...added, ...children] : insertAfter(children, after, ...added);
}
