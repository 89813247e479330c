/** Attempts until a delivery is given up: with the waits below about eight hours. */
export const mostAttempts = 15;

const firstMs = 30_000;
const longestMs = 60 * 60_000;

/** How long to wait after the n-th failed attempt: half a minute, doubling up to an hour. */
export function backoffMs(attempts: number): number {
  return Math.min(firstMs * 2 ** (attempts - 1), longestMs);
}
