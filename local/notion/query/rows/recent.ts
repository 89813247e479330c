import type { Page } from "../../entities.ts";
import type { Moment } from "./column.ts";

/** `isCapped`: more rows would pass than one query walks through. */
export type Found = { rows: readonly Page[]; isCapped: boolean };

/** As many scans go on at a time without finding their rows anew for each page. */
const MOST = 16;

/** What the last queries found, for as long as nothing has been written and the minute is the same. */
export class Recent {
  readonly #found = new Map<string, { moment: Moment; found: Found }>();

  get(key: string, moment: Moment, find: () => Found): Found {
    const known = this.#found.get(key);
    this.#found.delete(key);
    const isValid = known?.moment.writes === moment.writes && known.moment.minute === moment.minute;
    const found = known && isValid ? known.found : find();
    const [oldest] = this.#found.keys();
    if (oldest !== undefined && this.#found.size >= MOST) this.#found.delete(oldest);
    this.#found.set(key, { moment, found });
    return found;
  }

  clear(): void {
    this.#found.clear();
  }
}
