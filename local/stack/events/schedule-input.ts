/** What EventBridge Scheduler puts into the places of an input (user guide, "Context attributes"). */
export function scheduleInput(input: string, scheduledAt: Date, executionId: string): string {
  const values: Record<string, string> = {
    "scheduled-time": scheduledAt.toISOString().replace(/\.\d+Z$/, "Z"),
    "execution-id": executionId,
    "attempt-number": "1",
  };
  return input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => values[name] ?? whole);
}
