import type { Delivery } from "../domain/delivery.ts";
import type { Rule } from "../domain/rule.ts";
import type { RenderContext } from "../domain/template/template.ts";

/** What a delivery's places are filled in from. */
export function renderContext(
  rule: Rule,
  { values, rowUrl, seenAt }: Pick<Delivery, "values" | "rowUrl" | "seenAt">,
): RenderContext {
  return {
    values,
    row: { url: rowUrl },
    rule: { name: rule.name },
    seenAt,
    timeZone: rule.options.timeZone,
    locale: rule.options.locale,
  };
}
