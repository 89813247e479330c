import { expectNumber, expectObject, expectString } from "../expect.ts";
import { type Failure, failure } from "./failures.ts";

/** The next `left` requests under `path` fail, before anything is done. */
type Fault = { left: number; path: string; failure: Failure };

/** A person's way to see Rowbell meet a failing Notion: `POST /_admin/fail {times, status, retryAfter?, path?}`. */
export class Faults {
  #fault: Fault | undefined;

  /** @throws Problem when it is set wrong. `times: 0` ends a fault. */
  set(input: unknown): void {
    const given = expectObject(input, "body");
    const status = expectNumber(given.status, "body.status");
    const retryAfter =
      given.retryAfter === undefined ? undefined : expectNumber(given.retryAfter, "body.retryAfter");
    this.#fault = {
      left: expectNumber(given.times, "body.times"),
      path: given.path === undefined ? "/" : expectString(given.path, "body.path"),
      failure: failure(status, retryAfter),
    };
  }

  end(): void {
    this.#fault = undefined;
  }

  /** The failure this request meets, if any; counts it. */
  next(path: string): Failure | undefined {
    const fault = this.#fault;
    if (!fault || fault.left <= 0 || !path.startsWith(fault.path)) return undefined;
    fault.left -= 1;
    return fault.failure;
  }
}
