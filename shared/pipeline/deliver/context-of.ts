import type { Delivery } from "../../domain/delivery.ts";
import type { Rule } from "../../domain/rule.ts";
import type { RenderContext } from "../../domain/template/template.ts";

/** What the places of a rule's texts are filled in from for one delivery. */
export function contextOf(delivery: Delivery, { name, options }: Rule): RenderContext {
  return {
    values: delivery.values,
    row: { url: delivery.rowUrl },
    rule: { name },
    seenAt: delivery.seenAt,
    timeZone: options.timeZone,
    locale: options.locale,
  };
}
