import { type ReadonlySignal, signal } from "@preact/signals";
import { Refusal } from "../../api/request.ts";
import { onWorkspaceNews } from "../../state/live.ts";
import type { Blocks } from "../model/block.ts";
import type { Caret } from "../model/edit.ts";
import { meet } from "../model/meet.ts";
import { isSame } from "../model/same.ts";
import { createHistory, type Moment } from "./history.ts";
import { createSaver } from "./saver.ts";

/** The blocks of one page while it is open: shown at once, saved soon, in step with what others write. */
export type PageDocument = {
  /** As they are seen; undefined until they were read. */
  blocks: ReadonlySignal<Blocks | undefined>;
  /** Why they could not be read or saved. What is seen is kept. */
  problem: ReadonlySignal<string | undefined>;
  /** @param caret where one was before; `go` names what is taken back together */
  change(next: Blocks, caret: Caret | undefined, go?: string): void;
  /** @returns the page as it is again, and where one was then; undefined when there is nothing to take back. */
  undo(caret: Caret | undefined): Moment | undefined;
  redo(caret: Caret | undefined): Moment | undefined;
  /** Saves now what waits to be saved. */
  save(): Promise<void>;
  /** Shows what is at Notion, and forgets what is not. */
  reload(): Promise<void>;
  /** The id of a block at Notion, once it has one. */
  idOf(key: string): string | undefined;
  /** Saves what is left and listens no more. */
  close(): void;
};

const settleMs = 300;

export function openDocument(pageId: string): PageDocument {
  const blocks = signal<Blocks>();
  const problem = signal<string>();
  const saver = createSaver(pageId);
  const history = createHistory();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let hasNews = false;

  const isSaved = () => blocks.peek() === undefined || blocks.peek() === saver.saved();
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, settleMs);
  };

  /** One thing at a time: what is asked for meanwhile is done afterwards. */
  async function alone(run: () => Promise<void>): Promise<void> {
    if (isBusy) return later();
    isBusy = true;
    problem.value = undefined;
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problem.value = error.message;
    }
    isBusy = false;
    if (problem.peek() === undefined && (hasNews || !isSaved())) later();
  }

  const save = () => {
    clearTimeout(timer);
    return alone(async () => {
      while (!isSaved()) {
        if (hasNews) await meetOthers();
        const wanted = blocks.peek() ?? [];
        const step = await saver.step(wanted);
        if (step === "done") saver.accept(wanted);
        if (step === "stale") hasNews = true;
      }
      if (hasNews) await follow();
    });
  };

  /** Takes what others have written into what is not saved yet. */
  async function meetOthers(): Promise<void> {
    hasNews = false;
    const read = await saver.read();
    const [base, mine] = [saver.saved(), blocks.peek() ?? []];
    saver.accept(read);
    if (isSame(read, base)) return;
    history.clear();
    blocks.value = meet(base, mine, read);
  }

  /** Shows what others have written, unless somebody typed here meanwhile: then later. */
  async function follow(): Promise<void> {
    hasNews = false;
    const before = blocks.peek();
    const read = await saver.read();
    if (blocks.peek() !== before) hasNews = true;
    else show(read);
  }

  function show(read: Blocks): void {
    const seen = blocks.peek();
    if (!seen || !isSame(read, seen)) {
      history.clear();
      blocks.value = read;
    }
    saver.accept(blocks.peek() ?? []);
  }

  const reload = () => alone(async () => show(await saver.read()));

  const stop = onWorkspaceNews(({ pages, isAll }) => {
    if (!isAll && !pages.includes(pageId)) return;
    hasNews = true;
    later();
  });

  function change(next: Blocks, caret: Caret | undefined, go?: string): void {
    const before = blocks.peek();
    if (!before || next === before) return;
    history.remember({ blocks: before, caret }, go, performance.now());
    blocks.value = next;
    later();
  }

  function goBack(which: "undo" | "redo", caret: Caret | undefined): Moment | undefined {
    const now = blocks.peek();
    const moment = now && history[which]({ blocks: now, caret });
    if (!moment) return undefined;
    blocks.value = moment.blocks;
    later();
    return moment;
  }

  void reload();
  return {
    blocks,
    problem,
    change,
    undo: (caret) => goBack("undo", caret),
    redo: (caret) => goBack("redo", caret),
    save,
    reload,
    idOf: saver.idOf,
    close() {
      stop();
      void save();
    },
  };
}
