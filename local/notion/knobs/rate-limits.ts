import { type Failure, failure } from "./failures.ts";
import type { Knobs } from "./knobs.ts";

const WINDOW = 60_000;
/** Requests in a window, by plan: https://developers.notion.com/reference/request-limits. */
const PER_CONNECTION = {
  none: Number.POSITIVE_INFINITY,
  free: 180,
  plus: 180,
  business: 600,
  enterprise: 600,
};

/** Fixed windows of 60 seconds: one for each connection, by its plan, and one for the workspace. */
export class RateLimits {
  readonly #knobs: Knobs;
  readonly #clock: { now(): Date };
  /** Connection → requests in this window; "" for all of them. */
  readonly #taken = new Map<string, number>();
  #window = 0;

  constructor(knobs: Knobs, clock: { now(): Date }) {
    this.#knobs = knobs;
    this.#clock = clock;
    knobs.onSet(() => this.#taken.clear());
  }

  /** Counts a request; one that is refused does not count. */
  next(connection: string): Failure | undefined {
    const now = this.#clock.now().getTime();
    const window = Math.floor(now / WINDOW);
    if (window !== this.#window) this.#taken.clear();
    this.#window = window;
    const retryAfter = Math.ceil(((window + 1) * WINDOW - now) / 1000);
    const ofWorkspace = this.#knobs.get("workspaceLimit") || Number.POSITIVE_INFINITY;
    if (this.#isSpent(connection, PER_CONNECTION[this.#knobs.get("plan")])) return failure(429, retryAfter);
    if (this.#isSpent("", ofWorkspace)) {
      return failure(429, retryAfter, "public_api_space_request_rate_limit");
    }
    for (const one of [connection, ""]) this.#taken.set(one, (this.#taken.get(one) ?? 0) + 1);
    return undefined;
  }

  #isSpent(whose: string, limit: number): boolean {
    return (this.#taken.get(whose) ?? 0) >= limit;
  }
}
