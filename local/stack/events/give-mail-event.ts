import type { EventRuleDefinition } from "../template/event-rules-of.ts";
import type { InvokePermission } from "../template/permissions-of.ts";
import { matchesPattern } from "./matches-pattern.ts";

export type MailEventTargets = {
  rules: readonly EventRuleDefinition[];
  permissions: readonly InvokePermission[];
  /** The types that a configuration set publishes, small and without blanks. */
  published: ReadonlyMap<string, ReadonlySet<string>>;
  /** Takes an event for a function. */
  take(functionArn: string, event: unknown): Promise<void>;
  /** Takes what could not be handed to its function. */
  deadLetter(queueArn: string | undefined, event: unknown, reason: string): Promise<void>;
};

type SesEvent = { detail?: { eventType?: string; mail?: { tags?: Record<string, string[]> } } };

/** What SES and the default event bus do with one event: published or not, then to the target of each rule it matches. */
export async function giveMailEvent(targets: MailEventTargets, event: unknown): Promise<void> {
  if (!isPublished(event as SesEvent, targets.published)) return;
  for (const rule of targets.rules) {
    if (!matchesPattern(rule.pattern, event)) continue;
    for (const { functionArn, deadLetterArn } of rule.targets) {
      if (mayInvoke(targets.permissions, functionArn, rule.arn)) await targets.take(functionArn, event);
      else {
        const reason = `no AWS::Lambda::Permission lets events.amazonaws.com run ${functionArn} for ${rule.arn}`;
        await targets.deadLetter(deadLetterArn, event, reason);
      }
    }
  }
}

function isPublished({ detail }: SesEvent, published: MailEventTargets["published"]): boolean {
  const type = (detail?.eventType ?? "").toLowerCase().replaceAll(" ", "");
  const sets = detail?.mail?.tags?.["ses:configuration-set"] ?? [];
  return sets.some((set) => published.get(set)?.has(type));
}

function mayInvoke(permissions: readonly InvokePermission[], functionArn: string, ruleArn: string): boolean {
  return permissions.some(
    ({ functionArn: allowed, service, sourceArn }) =>
      allowed === functionArn &&
      service === "events.amazonaws.com" &&
      (sourceArn === undefined || sourceArn === ruleArn),
  );
}
