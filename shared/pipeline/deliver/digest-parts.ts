import type { DigestPart } from "../../define.ts";
import type { Delivery } from "../../domain/delivery.ts";
import type { Rule } from "../../domain/rule.ts";
import type { DeliverServices } from "../../ports.ts";
import { renderContext } from "../render-context.ts";

/** The keys of all that a digest gathered: some ten thousand make a megabyte. */
export async function digestKeys({ outbox }: DeliverServices, digest: Delivery): Promise<string[]> {
  const keys: string[] = [];
  let page = await outbox.gathered(digest);
  keys.push(...page.keys);
  while (page.after) {
    page = await outbox.gathered(digest, page.after);
    keys.push(...page.keys);
  }
  return keys;
}

/** What a digest is about, one change after the other, each by the version of the rule that saw it. Read as it is asked for. */
export async function* digestParts(
  services: DeliverServices,
  keys: readonly string[],
): AsyncGenerator<DigestPart> {
  for (const key of keys) {
    const delivery = await services.outbox.load(key);
    const rule: Rule | undefined =
      delivery && (await services.rules.load(delivery.ruleId, delivery.ruleVersion));
    if (!delivery || !rule) continue;
    yield { input: rule.action.input, context: renderContext(rule, delivery), title: delivery.rowTitle };
  }
}
