import type { Brakes } from "../../shared/domain/brake.ts";
import { deliveryKey } from "../../shared/domain/delivery.ts";
import type { RuleHead } from "../../shared/domain/rule.ts";
import { jsonOf } from "../../shared/stores/json-body.ts";
import type { Attribute, Item, Key } from "../../shared/stores/table.ts";

/** What has to happen at least once in a run of a thousand seeds: else the simulation does not get there any more. */
export const requiredMarks = [
  "a box ticked again",
  "a poison row told apart",
  "a poison rule told apart",
  "agreed by two polls",
  "brake closed",
  "circle held",
  "decided on the page",
  "decisions raced",
  "delivery: cancelled",
  "delivery: done",
  "delivery: dry run",
  "delivery: failed",
  "delivery: passed on",
  "delivery: retry",
  "delivery: suppressed",
  "delivery: uncertain",
  "delivery: waiting",
  "discarded",
  "gathered into a digest",
  "held",
  "line: Cancelled",
  "line: Done",
  "line: Dry run",
  "line: Failed",
  "line: Uncertain",
  "late held",
  "manifest expanded",
  "minute divided by its titles",
  "moved",
  "moment struck",
  "paused by a 429",
  "poll failed: FencedError",
  "poll waited for its budget",
  "released",
  "repeated",
  "row written",
  "run for its rows",
  "run goes on in the next poll",
  "send event: confirmed",
  "send event: marked",
  "suppression lifted",
  "swept into the trash",
  "tested",
  "tried again",
] as const;

const readers: Record<string, (item: Item) => string[]> = {
  RULE: (item) => {
    const { test, run } = jsonOf<RuleHead>(item)?.asked ?? {};
    return [
      ...(test?.key && !test.key.endsWith("@1") ? ["a box ticked again"] : []),
      ...(run?.phase === "owe" && run.answer === undefined ? ["run goes on in the next poll"] : []),
    ];
  },
  BRAKES: (item) =>
    Object.values(jsonOf<Brakes>(item) ?? {}).flatMap(({ closed, heldBecause }) => [
      ...(closed ? ["brake closed"] : []),
      ...(heldBecause?.includes("circle") || heldBecause?.includes("same row") ? ["circle held"] : []),
      ...(heldBecause?.includes("more than a day") ? ["late held"] : []),
    ]),
};

/** Notices by what is written which ways were taken. */
export class Marks {
  readonly seen = new Set<string>();
  /** How often a delivery that had ended for good was sent on its way again, by key. */
  readonly redriven = new Map<string, number>();
  readonly #states = new Map<string, Attribute>();
  readonly #waiting = new Map<string, string>();

  put(item: Item): void {
    const { pk, sk } = item as Key;
    const [kind = ""] = sk.split("#");
    for (const mark of readers[kind]?.(item) ?? []) this.seen.add(mark);
    if (kind === "MEMBER") this.seen.add("gathered into a digest");
    if (kind === "MANIFEST") this.seen.add("manifest written");
    if (item.pausedUntil) this.seen.add("paused by a 429");
    if (kind === "DELIVERY") this.state(`${pk} ${sk}`, item.state, false);
    if (kind === "CANDIDATES")
      for (const [rowId, hash] of jsonOf<[string, string][]>(item) ?? []) this.#waiting.set(rowId, hash);
  }

  state(name: string, state: Attribute | undefined, isDuplicate: boolean): void {
    if (state === undefined) return;
    const before = this.#states.get(name);
    this.#states.set(name, state);
    if ((before === "failed" || before === "uncertain") && state === "pending") this.#redrive(name);
    if (state === "held") this.seen.add("held");
    if (before === "held" && state === "pending") this.seen.add("released");
    if (before === "held" && state === "cancelled") this.seen.add("discarded");
    if (before === "sending" && state === "pending" && isDuplicate) this.seen.add("repeated");
  }

  #redrive(name: string): void {
    const [place = "", delivery = ""] = name.split(" ");
    const [, ruleId, revision, part] = delivery.split("#");
    const key = deliveryKey(ruleId ?? "", place.slice("ROW#".length), Number(revision), part);
    this.redriven.set(key, (this.redriven.get(key) ?? 0) + 1);
  }

  committed(rowId: string, hash: string, removed: string | undefined, ops: readonly string[]): void {
    if (this.#waiting.get(rowId) === hash) this.seen.add("agreed by two polls");
    if (removed === "trashed") this.seen.add("swept into the trash");
    if (removed === "moved") this.seen.add("moved");
    if (ops.includes("time")) this.seen.add("moment struck");
    if (ops.includes("asked")) this.seen.add("run for its rows");
    if (ops.includes("test")) this.seen.add("tested");
  }
}
