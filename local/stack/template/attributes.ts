import { account, arnOf } from "./account.ts";
import type { Resource } from "./template.ts";

/** Addresses of the embedded parts, which the template's references lead to. */
export type Addresses = { queueUrl(name: string): string; apiUrl: string };

/** What a resource answers to Ref (`ref`) and to Fn::GetAtt, by attribute. */
export type Attributes = { ref: string } & Readonly<Record<string, string>>;

type Named = { stackName: string; logicalId: string; resource: Resource; addresses: Addresses };

/**
 * The names that CloudFormation gives to resources, `<stack>-<logical id>-<its own letters>`, and what else their
 * documentation ("Return values") says of Ref and GetAtt. Types that are not in the list have only the name.
 */
export function attributesOf(named: Named): Attributes {
  const { stackName, logicalId, resource } = named;
  const name = `${stackName}-${logicalId}`;
  return byType[resource.Type]?.({ ...named, name }) ?? { ref: name };
}

const byType: Record<string, (named: Named & { name: string }) => Attributes> = {
  "AWS::DynamoDB::Table": ({ name }) => ({ ref: name, Arn: arnOf("dynamodb", `table/${name}`) }),
  "AWS::SQS::Queue": ({ name, resource, addresses }) => {
    const queue = resource.Properties?.FifoQueue === true ? `${name}.fifo` : name;
    return { ref: addresses.queueUrl(queue), Arn: arnOf("sqs", queue), QueueName: queue };
  },
  // Secrets Manager appends six letters of its own to the name, in the ARN.
  "AWS::SecretsManager::Secret": ({ logicalId }) => {
    const arn = arnOf("secretsmanager", `secret:${logicalId}-local-locals`);
    return { ref: arn, Id: arn };
  },
  "AWS::Lambda::Function": ({ name }) => ({ ref: name, Arn: arnOf("lambda", `function:${name}`) }),
  "AWS::IAM::Role": ({ name }) => ({
    ref: name,
    Arn: `arn:${account.partition}:iam::${account.id}:role/${name}`,
  }),
  "AWS::KMS::Key": ({ logicalId }) => ({ ref: logicalId, Arn: arnOf("kms", `key/${logicalId}`) }),
  "AWS::Logs::LogGroup": ({ name }) => ({ ref: name, Arn: arnOf("logs", `log-group:${name}:*`) }),
  "AWS::Events::Rule": ({ name }) => ({ ref: name, Arn: arnOf("events", `rule/${name}`) }),
  "AWS::SES::EmailIdentity": ({ resource }) => ({ ref: String(resource.Properties?.EmailIdentity) }),
  "AWS::ApiGatewayV2::Api": ({ logicalId, addresses }) => ({
    ref: logicalId,
    ApiId: logicalId,
    ApiEndpoint: addresses.apiUrl,
  }),
};
