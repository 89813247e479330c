/** Will not succeed by being repeated: the delivery is buried and its rule's owner told. */
export class PermanentError extends Error {
  override name = "PermanentError";
}

/** Certainly had no effect and may succeed later. `retryAfterMs` is what the other side asked for. */
export class TransientError extends Error {
  override name = "TransientError";
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Not there, or not shared with the connection: Notion answers both alike. */
export class NotFoundError extends PermanentError {
  override name = "NotFoundError";
}

/** A newer poll of the same connection took over; this one must stop without writing. */
export class FencedError extends Error {
  override name = "FencedError";
}

/** The requests of this minute are used up, or Notion asked to wait: `again` is when to go on, ISO, of our clock. */
export class BudgetError extends TransientError {
  override name = "BudgetError";
  readonly again: string;

  constructor(message: string, again: string) {
    super(message);
    this.again = again;
  }
}

/** A person has stopped all mail. Nothing was tried, so it does not count, however long that lasts. */
export class StoppedError extends TransientError {
  override name = "StoppedError";
}
