import type { MailCounts } from "../ports.ts";
import { TABLE } from "../table.ts";
import { keys } from "./keys.ts";
import { personHash } from "./person-hash.ts";
import type { Table } from "./table.ts";

/** Long enough for any zone's day to be over. */
const keptDays = 3;

export function mailCountsIn(table: Table): MailCounts {
  return {
    async countIn(key, ruleId, recipient, day, most) {
      const place = keys.mailCount(ruleId, personHash(recipient), day);
      const mark = `of ${key}`;
      for (;;) {
        const item = await table.get(place);
        // It was counted when it was tried before, or the answer to that was lost.
        if (item?.[mark] !== undefined) return true;
        const count = Number(item?.count ?? 0);
        if (count >= most) return false;
        const counted = await table.write({
          update: place,
          change: {
            set: { [mark]: 1, count: count + 1, [TABLE.ttl]: Date.parse(day) / 1000 + keptDays * 86_400 },
          },
          if: item ? { equals: { count } } : { absent: true },
        });
        if (counted) return true;
      }
    },
  };
}
