/** How a client waits: a sleep, or in tests and simulations a step of their clock. */
export type Pause = (ms: number) => Promise<void>;

/** The waits together are some three seconds: a transaction lasts tens of milliseconds, a poll under a minute. */
const tries = 7;

/** Waits a little longer with each attempt. @returns false once there were enough of them. */
export async function waitLonger(pause: Pause, attempt: number): Promise<boolean> {
  if (attempt >= tries) return false;
  await pause(25 * 2 ** attempt);
  return true;
}

/** Other transactions touching the same item, or a table that is growing: gone within moments. */
const passingReasons = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);
const passingErrors = new Set(["TransactionConflictException", "TransactionInProgressException"]);

/** The codes of a cancelled transaction's actions, in their order; undefined for any other error. */
export function cancellation(error: unknown): string[] | undefined {
  if ((error as Error).name !== "TransactionCanceledException") return undefined;
  const { CancellationReasons = [] } = error as { CancellationReasons?: { Code?: string }[] };
  return CancellationReasons.map(({ Code }) => Code ?? "None");
}

/** Makes a request again as long as what stood in its way will pass by itself. The AWS client repeats throttling only. */
export async function untilPassed<T>(request: () => Promise<T>, pause: Pause): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      const passes =
        passingErrors.has((error as Error).name) ||
        // A condition that does not hold is an answer: nothing is gained by waiting for the rest.
        isPassing(cancellation(error) ?? []);
      if (!passes || !(await waitLonger(pause, attempt))) throw error;
    }
  }
}

function isPassing(codes: readonly string[]): boolean {
  return !codes.includes("ConditionalCheckFailed") && codes.some((code) => passingReasons.has(code));
}
