/** Counts by group and name, for the table at the end. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  add(group: string, name: string, count = 1): void {
    const counts = this.#counts.get(group) ?? new Map<string, number>();
    counts.set(name, (counts.get(name) ?? 0) + count);
    this.#counts.set(group, counts);
  }

  get(group: string, name: string): number {
    return this.#counts.get(group)?.get(name) ?? 0;
  }

  lines(): string[] {
    return [...this.#counts].flatMap(([group, counts]) => [
      group,
      ...[...counts].sort().map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`),
    ]);
  }
}
