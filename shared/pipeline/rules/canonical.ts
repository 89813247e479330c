/** A value as it is stored, whatever the order of its keys. */
export function canonical(stored: object): string {
  return JSON.stringify(stored, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
