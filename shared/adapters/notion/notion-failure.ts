/** What is known of a request to Notion that failed, whichever client made it. */
export type FailureDetails = {
  /** For `answered`: the status of the answer. */
  status?: number;
  /** Notion's error code: `rate_limited`. */
  code?: string;
  /** Why a 429 (request limits, `rate_limit_reason`): `public_api_request_rate_limit`. */
  reason?: string;
  /** The answer's headers as they came: seconds or an HTTP date, and an HTTP date. */
  retryAfter?: string;
  date?: string;
  cause?: unknown;
};

/**
 * A request to Notion that failed. answered: with an error, or by what stands before Notion with a status that says enough;
 * lost: no answer; garbled: what came is none of Notion's, or half of one.
 */
export class NotionFailure extends Error {
  override name = "NotionFailure";
  readonly kind: "answered" | "lost" | "garbled";
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly reason: string | undefined;
  readonly retryAfter: string | undefined;
  readonly date: string | undefined;

  /** @param message Notion's words; for what was lost, why. */
  constructor(kind: NotionFailure["kind"], message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.status = details.status;
    this.code = details.code;
    this.reason = details.reason;
    this.retryAfter = details.retryAfter;
    this.date = details.date;
  }
}
