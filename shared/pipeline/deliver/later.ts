/** ISO. */
export function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
