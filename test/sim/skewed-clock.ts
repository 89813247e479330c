import type { Clock } from "../../shared/ports.ts";
import type { Universe } from "./universe.ts";

/** The clock of one process: virtual time, more or less. */
export function skewedClock(
  { time, faults }: Pick<Universe, "time" | "faults">,
  whose: "poll's clock" | "delivery's clock",
): Clock {
  let skew = 0;
  if (faults.strike(`${whose} is seconds off`))
    skew = faults.rng(`${whose} is seconds off`).int(-2_000, 2_000);
  if (faults.strike(`${whose} is minutes off`))
    skew = 60_000 * faults.rng(`${whose} is minutes off`).int(-10, 10);
  if (whose === "poll's clock" && faults.strike("poll's clock steps back")) {
    const step = 1000 * faults.rng("poll's clock steps back").int(2, 300);
    time.at(time.now() + 1_000, () => {
      skew -= step;
    });
  }
  return { now: () => new Date(time.now() + skew) };
}
