import type { Blocks } from "../model/block.ts";
import type { Caret } from "../model/edit.ts";

/** A page as it was, and where one was typing. */
export type Moment = { blocks: Blocks; caret: Caret | undefined };

/** What can be taken back. What is typed in one go is one thing to take back. */
export type History = {
  /** @param go names what belongs together, such as typing in one block */
  remember(moment: Moment, go: string | undefined, at: number): void;
  undo(now: Moment): Moment | undefined;
  redo(now: Moment): Moment | undefined;
  clear(): void;
};

const most = 200;
const pauseMs = 1_000;

export function createHistory(): History {
  let done: Moment[] = [];
  let undone: Moment[] = [];
  let last: { go: string | undefined; at: number } = { go: undefined, at: 0 };
  const swap = (from: Moment[], to: Moment[], now: Moment) => {
    const moment = from.pop();
    if (moment) to.push(now);
    last = { go: undefined, at: 0 };
    return moment;
  };
  return {
    remember(moment, go, at) {
      const goesOn = go !== undefined && go === last.go && at - last.at < pauseMs;
      if (!goesOn) done = [...done, moment].slice(-most);
      undone = [];
      last = { go, at };
    },
    undo: (now) => swap(done, undone, now),
    redo: (now) => swap(undone, done, now),
    clear() {
      done = [];
      undone = [];
    },
  };
}
