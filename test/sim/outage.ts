import { date } from "./columns.ts";
import type { Faults } from "./faults.ts";
import { minuteOf, newest } from "./notion-world.ts";
import type { People } from "./people.ts";
import type { Outage, Traits } from "./traits.ts";

const minute = 60_000;
const hour = 60 * minute;

/** A day that has an outage of more than a day in it: everything that is to come comes after it. */
export function withOutage(traits: Traits, faults: Faults): Traits {
  const kind = "schedule stops for more than a day";
  if (!faults.strike(kind)) return traits;
  const rng = faults.rng(kind);
  const from = traits.startsAt + rng.int(6 * minute, traits.healsAfter);
  const ms = rng.int(25 * hour, 40 * hour);
  return {
    ...traits,
    healsAfter: traits.healsAfter + ms,
    quietAfter: traits.quietAfter + ms,
    outage: { from, until: from + ms },
  };
}

/** Somebody gives a row a date that comes as soon as nobody looks any more. */
export function leaveDue({ host, sources }: People, { from }: Outage): void {
  host.time.at(from - 6 * minute, () => {
    for (const row of [...(sources[0]?.rows ?? [])].slice(0, 3)) {
      if (newest(row).inTrash) continue;
      const due = date(minuteOf(from + 20 * minute));
      host.world.change(row, "user-ada", "is given a date", { cells: { du: due } });
    }
  });
}
