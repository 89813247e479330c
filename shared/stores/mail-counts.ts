import type { MailCounts } from "../ports.ts";
import { TABLE } from "../table.ts";
import { keys } from "./keys.ts";
import { personHash } from "./person-hash.ts";
import type { Table } from "./table.ts";

/** Long enough for any zone's day to be over. */
const keptDays = 3;

export function mailCountsIn(table: Table): MailCounts {
  return {
    async countIn(ruleId, recipient, day, most) {
      const counted = await table.write({
        update: keys.mailCount(ruleId, personHash(recipient), day),
        change: { add: { count: 1 }, set: { [TABLE.ttl]: Date.parse(day) / 1000 + keptDays * 86_400 } },
        if: { absent: true, or: { atMost: { count: most - 1 } } },
      });
      return counted !== undefined;
    },
  };
}
