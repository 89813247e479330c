/** Pages, blocks and data sources show no seconds: `2026-07-04T09:09:00.000Z`, rounded down. */
export function minute(ms: number): string {
  return new Date(Math.floor(ms / 60_000) * 60_000).toISOString();
}

/** Databases show milliseconds and an offset: `2026-07-04T09:08:57.778+00:00`. */
export function millisecond(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "+00:00");
}
