import type { Trigger, TriggerClock } from "../../shared/define.ts";

type Clock<Per> = TriggerClock<unknown> & { per: Per };

export function perRow({ label, clock }: Trigger): Clock<"row"> {
  if (clock?.per !== "row") throw new Error(`${label} has no clock for a row`);
  return clock;
}

export function perSource({ label, clock }: Trigger): Clock<"source"> {
  if (clock?.per !== "source") throw new Error(`${label} has no clock for a source`);
  return clock;
}
