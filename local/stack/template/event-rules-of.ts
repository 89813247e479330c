import type { Resolve } from "./resolve.ts";
import { resourcesOf, type Template } from "./template.ts";

/** A rule on the default event bus: which events go to which functions. */
export type EventRuleDefinition = {
  arn: string;
  pattern: unknown;
  targets: { functionArn: string; deadLetterArn?: string }[];
};

type Target = { Arn: string; DeadLetterConfig?: { Arn: string } };

export function eventRulesOf(template: Template, resolve: Resolve): EventRuleDefinition[] {
  return resourcesOf(template, "AWS::Events::Rule")
    .filter(([, { State }]) => State !== "DISABLED")
    .map(([logicalId, given]) => {
      const { EventPattern, Targets = [] } = resolve<{ EventPattern: unknown; Targets?: Target[] }>(given);
      return {
        arn: resolve<string>({ "Fn::GetAtt": [logicalId, "Arn"] }),
        pattern: EventPattern,
        targets: Targets.map(({ Arn, DeadLetterConfig }) => ({
          functionArn: Arn,
          ...(DeadLetterConfig && { deadLetterArn: DeadLetterConfig.Arn }),
        })),
      };
    });
}

/** What SES tells of: the types of events that each configuration set publishes to EventBridge. */
export function publishedTypes(template: Template, resolve: Resolve): Map<string, ReadonlySet<string>> {
  const found = resourcesOf(template, "AWS::SES::ConfigurationSetEventDestination")
    .map(([, given]) =>
      resolve<{
        ConfigurationSetName: string;
        EventDestination: { Enabled?: boolean; MatchingEventTypes: string[] };
      }>(given),
    )
    .filter(({ EventDestination }) => EventDestination.Enabled);
  return new Map(
    found.map(({ ConfigurationSetName, EventDestination }) => [
      ConfigurationSetName,
      new Set(EventDestination.MatchingEventTypes.map((type) => type.toLowerCase())),
    ]),
  );
}
