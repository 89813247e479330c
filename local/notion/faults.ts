import type { Json } from "./entities.ts";
import { expectNumber, expectObject, expectString } from "./expect.ts";
import { Problem } from "./problem.ts";

const ERRORS: Record<number, [code: string, message: string]> = {
  409: ["conflict_error", "Conflict occurred while saving. Please try again."],
  429: ["rate_limited", "You have been rate limited. Please try again in a few minutes."],
  500: ["internal_server_error", "Unexpected error occurred."],
  502: ["bad_gateway", "Bad gateway."],
  503: ["service_unavailable", "Notion is unavailable, please try again later."],
  504: ["gateway_timeout", "Gateway timeout."],
  529: ["service_overload", "Notion is overloaded, please try again later."],
};

/** The next `left` requests under `path` fail, before anything is done. */
type Fault = { left: number; path: string; problem: Problem; retryAfter: number | undefined };

/** A person's way to see Rowbell meet a failing Notion: `POST /_admin/fail {times, status, retryAfter?, path?}`. */
export class Faults {
  #fault: Fault | undefined;

  /** @throws Problem when the knob is set wrong. `times: 0` ends a fault. */
  set(input: unknown): void {
    const given = expectObject(input, "body");
    const status = expectNumber(given.status, "body.status");
    const [code, message] = ERRORS[status] ?? ["internal_server_error", "Unexpected error occurred."];
    const retryAfter =
      given.retryAfter === undefined ? undefined : expectNumber(given.retryAfter, "body.retryAfter");
    const reason = { rate_limit_reason: "public_api_request_rate_limit" };
    const additional: Json | undefined =
      status === 429
        ? { ...reason, ...(retryAfter !== undefined && { retry_after: String(retryAfter) }) }
        : undefined;
    this.#fault = {
      left: expectNumber(given.times, "body.times"),
      path: given.path === undefined ? "/" : expectString(given.path, "body.path"),
      problem: new Problem(status, code, message, additional),
      retryAfter,
    };
  }

  /** The failure this request meets, if any; counts it. */
  next(path: string): Fault | undefined {
    const fault = this.#fault;
    if (!fault || fault.left <= 0 || !path.startsWith(fault.path)) return undefined;
    fault.left -= 1;
    return fault;
  }
}
