import type { Clock } from "../../../shared/ports.ts";
import type { Table } from "../../../shared/stores/table.ts";
import { number, title, watchedColumns } from "../../sim/columns.ts";
import { NotionWorld, type WorldRow } from "../../sim/notion-world.ts";
import { rngOf } from "../../sim/rng.ts";
import { type OpenedRowbell, openRowbell, writeRules } from "../open-rowbell.ts";
import { quietNotion } from "../quiet-notion.ts";
import { manualTime } from "./manual-time.ts";

export type PasteWorld = {
  rowbell: OpenedRowbell;
  sourceId: string;
  ruleId: string;
  mails: () => number;
  requests: () => number;
  /** Somebody pastes numbers into the first so many rows. */
  paste(rows: number): void;
  /** The next minute's poll, and all that it woke. @returns how many changes it committed. */
  poll(): Promise<number>;
};

/** The whole product on one source of so many rows, with one rule and its brake as they are by default. */
export async function openPasteWorld(count: number, tableFor: (clock: Clock) => Table): Promise<PasteWorld> {
  const time = manualTime(Date.parse("2026-05-04T08:00:05Z"));
  const clock = { now: () => new Date(time.now()) };
  const world = new NotionWorld(time.now, () => 0);
  const source = world.addSource("Orders", watchedColumns);
  const rows = Array.from({ length: count }, (_, index): WorldRow => {
    const cells = {
      title: title(`Order ${index}`),
      am: number(0),
      em: { type: "email", value: "ada@example.com" } as const,
    };
    return world.addRow(source, cells, "user-ada", time.now() - 86_400_000 - index * 1_200);
  });
  const notion = quietNotion(world, time, rngOf(1));
  const { reference, ruleId } = writeRules(notion, source, "");
  const woken: string[] = [];
  let mails = 0;
  const neighbours = {
    notion,
    clock,
    table: tableFor(clock),
    wake: (keys: readonly string[]) => void woken.push(...keys),
    mailed: () => void mails++,
  };
  const rowbell = openRowbell(neighbours, reference);
  let amount = 0;
  return {
    rowbell,
    sourceId: source.id,
    ruleId,
    mails: () => mails,
    requests: () => notion.requests,
    paste(many) {
      amount++;
      for (const row of rows.slice(0, many))
        world.change(row, "user-ada", "is pasted", { cells: { am: number(amount) } });
    },
    async poll() {
      await time.sleep(60_000 - (time.now() % 60_000) + 5_000);
      const { changes, failures } = await rowbell.poll();
      if (failures.length > 0) throw new Error(failures.join("; "));
      for (const key of woken.splice(0)) await rowbell.deliver(key);
      return changes;
    },
  };
}
