import { Problem } from "../problem.ts";

const ERRORS: Record<number, [code: string, message: string]> = {
  409: ["conflict_error", "Conflict occurred while saving. Please try again."],
  429: ["rate_limited", "You have been rate limited. Please try again in a few minutes."],
  500: ["internal_server_error", "Unexpected error occurred."],
  502: ["bad_gateway", "Bad gateway."],
  503: ["service_unavailable", "Notion is unavailable, please try again later."],
  504: ["gateway_timeout", "Gateway timeout."],
  529: ["service_overload", "Notion is overloaded, please try again later."],
};

/** A request that fails before anything is done. `retryAfter`: whole seconds, for the header of that name. */
export type Failure = { problem: Problem; retryAfter: number | undefined };

/** Notion's answer with that status; a 429 says its reason, and when to come back if that is known. */
export function failure(
  status: number,
  retryAfter: number | undefined,
  reason = "public_api_request_rate_limit",
): Failure {
  const [code, message] = ERRORS[status] ?? ["internal_server_error", "Unexpected error occurred."];
  const later = retryAfter === undefined ? {} : { retry_after: String(retryAfter) };
  const additional = status === 429 ? { rate_limit_reason: reason, ...later } : undefined;
  return { problem: new Problem(status, code, message, additional), retryAfter };
}
