/** How a knob is set. `chance` is from 0 to 1; `count`, `seconds` and `milliseconds` are whole and not negative. */
type Kind = "chance" | "count" | "seconds" | "milliseconds" | "flag" | readonly string[];

type Definition = { kind: Kind; off: number | boolean | string; what: string };

const define = <K extends Kind, const V extends number | boolean | string>(
  kind: K,
  off: V,
  what: string,
) => ({
  kind,
  off,
  what,
});
const chance = (what: string) => define("chance", 0 as number, what);
const seconds = (what: string) => define("seconds", 0 as number, what);
const flag = (what: string) => define("flag", false as boolean, what);
const count = (what: string, off = 0) => define("count", off as number, what);

/** Every knob there is; each stands at `off` until it is set. docs/notion-knobs.md shows the same list. */
export const KNOBS = {
  seed: count("what all chances are drawn from; setting it starts the draws anew", 1),

  cursors: {
    kind: ["row", "position", "session"],
    off: "row" as "row" | "position" | "session",
    what: "how a scan goes on: at the row its cursor names, wherever that is now; at its place in the order; or in the order the first page saw",
  },
  shuffleUnsorted: flag("a query without sorts gives its rows in another order at each scan"),
  shortPages: chance("a page of a query holds fewer rows than asked for, though more follow"),
  emptyPages: chance("a page of a query holds no rows, though more follow"),
  indexLagSeconds: seconds("queries show rows, new and trashed ones too, as they were this long ago"),
  staleReadSeconds: seconds("GET requests show everything as it was this long ago"),

  plan: {
    kind: ["none", "free", "plus", "business", "enterprise"],
    off: "none" as "none" | "free" | "plus" | "business" | "enterprise",
    what: "a connection gets the requests of this plan in 60 seconds: 600 for business and enterprise, 180 for the others",
  },
  workspaceLimit: count("all connections together get so many requests in 60 seconds; 0 for any number"),

  burstChance: chance("a request starts a burst, in which requests fail before anything is done"),
  burstLength: count("so many requests fail in a burst", 3),
  burstStatus: {
    kind: ["429", "500", "502", "503", "504", "529"],
    off: "503" as "429" | "500" | "502" | "503" | "504" | "529",
    what: "with this status",
  },
  burstRetryAfterSeconds: seconds("and this Retry-After header; 0 for none"),
  failAfterCommit: chance("a write is saved and answered with 503 all the same"),
  slowChance: chance("an answer is late"),
  slowMilliseconds: { kind: "milliseconds", off: 1_000 as number, what: "by so long" },
  cutChance: chance("the connection breaks in the middle of an answer"),

  webhookAggregationSeconds: define(
    "seconds",
    5 as number,
    "changes of one kind to one page or table within this time are told in one webhook event; Notion takes up to a minute",
  ),
  webhookLoss: chance("a webhook event is never delivered"),
  webhookDoubling: chance("a webhook event is delivered twice"),
  webhookReordering: chance("a webhook event is delivered after those that follow it"),
} satisfies Record<string, Definition>;

export type KnobName = keyof typeof KNOBS;
export type KnobValue<N extends KnobName> = (typeof KNOBS)[N]["off"];
export type KnobValues = { [N in KnobName]: KnobValue<N> };
