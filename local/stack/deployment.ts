import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { QueueDefinition } from "../aws/sqs/queue.ts";
import { type KnownResources, knownResources } from "./iam/resources.ts";
import type { Statement } from "./iam/statement.ts";
import type { FunctionDefinition } from "./lambda/function-definition.ts";
import { type AsyncDefinition, asyncSettingsOf } from "./template/async-settings-of.ts";
import type { Addresses } from "./template/attributes.ts";
import { type EventRuleDefinition, eventRulesOf, publishedTypes } from "./template/event-rules-of.ts";
import { functionsOf } from "./template/functions-of.ts";
import { type MappingDefinition, mappingsOf } from "./template/mappings-of.ts";
import { type InvokePermission, invokePermissionsOf } from "./template/permissions-of.ts";
import { statementsOf } from "./template/policies-of.ts";
import { queuesOf } from "./template/queues-of.ts";
import type { Assembly } from "./template/read-assembly.ts";
import { resolverFor } from "./template/resolve.ts";
import { type RouteDefinition, routesOf } from "./template/routes-of.ts";
import { type ScheduleDefinition, schedulesOf } from "./template/schedules-of.ts";
import { type SecretDefinition, secretsOf } from "./template/secrets-of.ts";
import { tablesOf } from "./template/tables-of.ts";
import { resourcesOf } from "./template/template.ts";

/** The stack as it is to run: all that the template says, its references led to the embedded parts. */
export type Deployment = {
  functions: FunctionDefinition[];
  /** What a role may do, by its logical id. */
  statements: ReadonlyMap<string, readonly Statement[]>;
  queues: QueueDefinition[];
  tables: CreateTableCommandInput[];
  secrets: SecretDefinition[];
  mappings: MappingDefinition[];
  schedules: ScheduleDefinition[];
  eventRules: EventRuleDefinition[];
  permissions: InvokePermission[];
  published: ReadonlyMap<string, ReadonlySet<string>>;
  configurationSets: string[];
  routes: RouteDefinition[];
  known: KnownResources;
  asyncSettings(functionName: string): AsyncDefinition;
};

/** @param folderOf where an asset's files are unpacked. @throws Error naming what of the template is not run here. */
export function deploymentOf(
  { template, stackName, assetFolder }: Assembly,
  addresses: Addresses,
  folderOf: (asset: string) => string,
): Deployment {
  const resolve = resolverFor(template, stackName, addresses);
  const roles = resourcesOf(template, "AWS::IAM::Role").map(([role]) => role);
  return {
    functions: functionsOf(template, resolve, (key) => folderOf(assetFolder(key))),
    statements: new Map(roles.map((role) => [role, statementsOf(template, resolve, role)])),
    queues: queuesOf(template, resolve),
    tables: tablesOf(template, resolve),
    secrets: secretsOf(template, resolve),
    mappings: mappingsOf(template, resolve),
    schedules: schedulesOf(template, resolve),
    eventRules: eventRulesOf(template, resolve),
    permissions: invokePermissionsOf(template, resolve),
    published: publishedTypes(template, resolve),
    configurationSets: resourcesOf(template, "AWS::SES::ConfigurationSet").map(([id]) =>
      resolve<string>({ Ref: id }),
    ),
    routes: routesOf(template, resolve),
    known: knownResources(template, resolve),
    asyncSettings: (functionName) => asyncSettingsOf(template, resolve, functionName),
  };
}
