import type { Template } from "./template.ts";

const run = [
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::DynamoDB::Table",
  "AWS::Events::Rule",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::SES::ConfigurationSet",
  "AWS::SES::ConfigurationSetEventDestination",
  "AWS::SES::EmailIdentity",
  "AWS::SQS::Queue",
  "AWS::Scheduler::Schedule",
  "AWS::SecretsManager::Secret",
  // Needed for its ARN only.
  "AWS::KMS::Key",
  "AWS::Logs::LogGroup",
];

/** Types of the template's resources that nothing here runs, which whoever starts it should know. */
export function notRun({ Resources }: Template): string[] {
  const types = new Set(Object.values(Resources).map(({ Type }) => Type));
  return [...types].filter((type) => !run.includes(type) && type !== "AWS::CDK::Metadata").sort();
}
