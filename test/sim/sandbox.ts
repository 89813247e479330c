import type { Clock } from "../../shared/ports.ts";
import { storesIn } from "../../shared/stores/stores.ts";
import type { Table } from "../../shared/stores/table.ts";

/** What a warm function keeps from one run to the next: the stores, and what they remember. One run at a time is in it. */
export type Sandbox = {
  stores: ReturnType<typeof storesIn>;
  /** Lets the next run in, with its own way to the table and its own clock. */
  enter(table: Table, clock: Clock): void;
};

/** The sandboxes of one function. One whose run died never comes back. */
export type Sandboxes = { take(): Sandbox; giveBack(sandbox: Sandbox): void };

export function sandboxes(newId: () => string): Sandboxes {
  const idle: Sandbox[] = [];
  return {
    take: () => idle.pop() ?? openSandbox(newId),
    giveBack: (sandbox) => void idle.push(sandbox),
  };
}

function openSandbox(newId: () => string): Sandbox {
  let inside: { table: Table; clock: Clock } | undefined;
  const now = () => inside as { table: Table; clock: Clock };
  const table: Table = {
    get: (...given) => now().table.get(...given),
    getAll: (...given) => now().table.getAll(...given),
    query: (...given) => now().table.query(...given),
    write: (...given) => now().table.write(...given),
    transact: (...given) => now().table.transact(...given),
  };
  const clock = { now: () => now().clock.now() };
  return {
    stores: storesIn(table, { clock, newId }),
    enter: (way, watch) => {
      inside = { table: way, clock: watch };
    },
  };
}
