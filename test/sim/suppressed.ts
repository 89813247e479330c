import { keys } from "../../shared/stores/keys.ts";
import type { Attribute, Write } from "../../shared/stores/table.ts";

/** From when until when an address was not to be mailed, for one rule or all. */
export type Interval = {
  address: string;
  ruleId: string | undefined;
  from: number;
  until: number | undefined;
};

/** Notes by what is written when each "no" began to stand, and when it ended. */
export class Suppressed {
  readonly intervals: Interval[] = [];

  written(write: Write, now: number): void {
    const key = "update" in write ? write.update : "delete" in write ? write.delete : undefined;
    const begin = keys.suppressed("", "").pk;
    if (!key?.pk.startsWith(begin)) return;
    const address = key.pk.slice(begin.length);
    if ("delete" in write) this.#end(now, (interval) => interval.address === address);
    if (!("update" in write)) return;
    for (const value of Object.values(write.change.set ?? {})) {
      const said = saidIn(value);
      if (said) this.#begin(address, said.ruleId, now);
    }
    for (const name of write.change.remove ?? []) {
      const ruleId = name.split(" ")[2] || undefined;
      this.#end(now, (interval) => interval.address === address && interval.ruleId === ruleId);
    }
  }

  #begin(address: string, ruleId: string | undefined, from: number): void {
    const stands = this.intervals.some(
      (interval) =>
        interval.address === address && interval.ruleId === ruleId && interval.until === undefined,
    );
    if (!stands) this.intervals.push({ address, ruleId, from, until: undefined });
  }

  #end(now: number, isMeant: (interval: Interval) => boolean): void {
    for (const interval of this.intervals)
      if (interval.until === undefined && isMeant(interval)) interval.until = now;
  }
}

function saidIn(value: Attribute): { ruleId?: string } | undefined {
  return typeof value === "string" && value.startsWith("{") ? (JSON.parse(value) as object) : undefined;
}
