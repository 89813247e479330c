import type { Row } from "../../../shared/domain/row.ts";
import type { Clock } from "../../../shared/ports.ts";
import type { World } from "./world.ts";

/** What a tool is given to watch one source with. */
export type Tool = {
  world: World;
  clock: Clock;
  /** The rows edited since a time, oldest first; the whole source where none is given. A request a hundred. */
  rows(from?: string): Promise<Row[]>;
  /** Acts on a row. `value` is what it saw in the watched cell. */
  fire(rowId: string, value: number): void;
};

/**
 * One way to watch a source. What `open` returns is one poll; it may throw, and is then tried again at the next time.
 * `writesItself`: where a pattern wants it, it writes back by an action of its own, or else that is done for it.
 */
export type Design = { name: string; writesItself?: true; open(tool: Tool): () => Promise<void> };
