import type { Delivery } from "../../domain/delivery.ts";
import type { RuleOptions } from "../../domain/options.ts";
import { dayMs, isoOf } from "../../domain/time/calendar.ts";
import { quietUntil } from "../../domain/time/quiet-hours.ts";
import { dayAt, instantAt } from "../../domain/time/zone.ts";
import type { DeliverServices } from "../../ports.ts";

/**
 * When a mail may go out that may not now, ISO: in quiet hours, or to somebody who had as many today as the rule allows. A
 * mail that may go out is counted.
 * @param recipient absent for a mail to several at once, which only quiet hours concern.
 */
export async function notNow(
  { mailCounts }: Pick<DeliverServices, "mailCounts">,
  { quietHours, perPersonADay, timeZone }: RuleOptions,
  { key, ruleId }: Pick<Delivery, "key" | "ruleId">,
  recipient: string | undefined,
  now: number,
): Promise<string | undefined> {
  const quiet = quietHours && quietUntil(quietHours, timeZone, now);
  if (quiet !== undefined) return isoOf(quiet);
  if (perPersonADay === undefined || recipient === undefined) return undefined;
  const day = dayAt(now, timeZone);
  const isIn = await mailCounts.countIn(
    key,
    ruleId,
    recipient,
    new Date(day).toISOString().slice(0, 10),
    perPersonADay,
  );
  return isIn ? undefined : isoOf(instantAt(day + dayMs, timeZone));
}
