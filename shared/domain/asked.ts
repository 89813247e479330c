/** What a rule's author asked for by ticking a box in its row. */
export type Asked = { test?: AskedTest; run?: AskedRun };

/**
 * What is remembered of a tick, so that it is answered once. Times are ISO, of Notion's clock: `at` is when it was first
 * read, and `over` since when the box is known to be without it, so that the next tick is another one. `answer` is what to
 * tell of it, and that nothing is left to do; `of` is the fingerprint of the rule's text, where another one makes it untrue.
 */
export type Tick = { at: string; answer?: string; of?: string; over?: string };

/** `key` is the delivery that the tick owes, once it is decided. */
export type AskedTest = Tick & { key?: string };

/**
 * The rule is to act for every row that matches. First they are counted; then each owes a delivery, in the order of the
 * rows. `version` is the rule's that was asked for; `after` is the row that it has come to, and `owed` how many owe one.
 */
export type AskedRun = Tick & { version: number; phase: "count" | "owe"; after?: string; owed: number };

/** An answer from a page may come from a copy that is seconds behind: until then it does not tell one tick from the next. */
const settledMs = 20_000;
const minuteMs = 60_000;

/** What a box says beside what is remembered of it. `again`: it was answered, and its tick is still to be taken away. */
export type BoxState = "idle" | "asked" | "again" | "over" | "unclear";

/**
 * Is a box that its row's page shows ticked, or not, a new tick? An edit tells its minute only.
 * @param editedAt of the page as it was read; `now` of Notion's clock.
 */
export function readBox(tick: Tick | undefined, isTicked: boolean, editedAt: string, now: string): BoxState {
  if (!tick) return isTicked ? "asked" : "idle";
  const isSettled = Date.parse(now) - Date.parse(tick.over ?? tick.at) > settledMs;
  if (tick.over === undefined) {
    if (isTicked) return "again";
    return isSettled ? "over" : "unclear";
  }
  if (!isTicked) return "idle";
  const isLater = Date.parse(editedAt) >= Math.floor(Date.parse(tick.over) / minuteMs) * minuteMs + minuteMs;
  return isLater || isSettled ? "asked" : "unclear";
}
