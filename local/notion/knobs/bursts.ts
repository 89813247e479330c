import { type Failure, failure } from "./failures.ts";
import type { Knobs } from "./knobs.ts";

/** Requests that fail one after the other, now and then: `burstChance` and the knobs beside it. */
export class Bursts {
  readonly #knobs: Knobs;
  #left = 0;

  constructor(knobs: Knobs) {
    this.#knobs = knobs;
    knobs.onSet(() => {
      this.#left = 0;
    });
  }

  next(): Failure | undefined {
    if (this.#left === 0 && this.#knobs.happens("burstChance")) this.#left = this.#knobs.get("burstLength");
    if (this.#left === 0) return undefined;
    this.#left -= 1;
    const retryAfter = this.#knobs.get("burstRetryAfterSeconds") || undefined;
    return failure(Number(this.#knobs.get("burstStatus")), retryAfter);
  }
}
