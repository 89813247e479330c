import { memoryTable } from "../../../sim/memory-table.ts";
import { openRowbell, writeBackRule, writeRules } from "../../open-rowbell.ts";
import type { Design } from "../design.ts";

/** The product: its polls and deliveries in production form, on a table in memory; its brake is off, as the others have none. */
export const rowbell: Design = {
  name: "Rowbell",
  writesItself: true,
  open({ world, clock, fire }) {
    const { notion, pattern, source, time } = world;
    const unlimited = "hold above: never\nlimit: none";
    const { reference, rulesSource } = writeRules(notion, source, unlimited);
    // By a rule that watches every column, the one it writes among them.
    if (pattern.writesBack) writeBackRule(notion, rulesSource, source, unlimited);
    const neighbours = {
      notion,
      clock,
      table: memoryTable(clock, { indexDelay: () => 20 }),
      wake(keys: readonly string[]) {
        for (const key of keys) time.at(time.now() + 200, () => void opened.deliver(key));
      },
      mailed: (rowId: string, subject: string) => fire(rowId, Number(subject)),
    };
    const opened = openRowbell(neighbours, reference);
    return async () => {
      const { failures } = await opened.poll();
      if (failures.length > 0) throw new Error(failures.join("; "));
    };
  },
};
