/**
 * Does an event match a rule's pattern? Each field of the pattern must be there, and be one of its values; a field with a list
 * matches by any of its members (EventBridge user guide, "Event patterns").
 * @throws Error for comparisons (`prefix`, `exists`, …), which the stack does not use.
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) {
    const found = [event].flat();
    return pattern.some((wanted) => {
      if (typeof wanted === "object" && wanted !== null)
        throw new Error(`the event pattern compares by ${JSON.stringify(wanted)}, which is not emulated`);
      return found.includes(wanted);
    });
  }
  if (typeof event !== "object" || event === null) return false;
  return Object.entries(pattern as Record<string, unknown>).every(
    ([name, wanted]) => name in event && matchesPattern(wanted, (event as Record<string, unknown>)[name]),
  );
}
