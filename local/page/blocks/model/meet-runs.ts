import { cut, join, type Run, type Runs, textOf } from "./runs.ts";

/** What replaces the text of `base` from `start` to `end`. */
type Change = { start: number; end: number; runs: Run[] };

/** A text that two have changed: with the words of both, mine first where they wrote in the same place. */
export function meetRuns(base: Runs, mine: Runs, theirs: Runs): Runs {
  if (textOf(mine) === textOf(theirs)) return mine;
  const [here, there] = [changeOf(base, mine), changeOf(base, theirs)];
  const [first, second] = there.end <= here.start && there.start < here.start ? [there, here] : [here, there];
  if (first.end > second.start) return overlapping(base, here, there);
  return join(
    cut(base, 0, first.start),
    first.runs,
    cut(base, first.end, second.start),
    second.runs,
    cut(base, second.end),
  );
}

function changeOf(base: Runs, changed: Runs): Change {
  const [before, after] = [textOf(base), textOf(changed)];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { start, end: before.length - tail, runs: cut(changed, start, after.length - tail) };
}

/** Both rewrote the same words: what either made of them stays. */
function overlapping(base: Runs, mine: Change, theirs: Change): Runs {
  const start = Math.min(mine.start, theirs.start);
  const end = Math.max(mine.end, theirs.end);
  const whole = (one: Change) => join(cut(base, start, one.start), one.runs, cut(base, one.end, end));
  return join(cut(base, 0, start), whole(mine), whole(theirs), cut(base, end));
}
