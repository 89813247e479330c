import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AssetHashType, DockerImage, Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import {
  type IGrantable,
  type IPrincipal,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { ENV } from "../../shared/env.ts";
import type { LinkSecret } from "./link-secret.ts";
import type { NotionSecret } from "./notion-secret.ts";
import type { StateTable, TableAccess } from "./state-table.ts";

/** How long one run may take. The queues' visibility follows from it. */
export const functionTimeout = Duration.minutes(1);

export type RowbellFunctionProps = {
  /** The folder in functions/ whose index.ts exports `handler`. */
  handler: string;
  description: string;
};

/**
 * A Lambda function as we want them all: Node 24 on arm64, 512 MB, one minute, bundled to a single file, a log group of
 * its own kept for a month, and a role of its own that starts with nothing but the right to write there. Every `bind…`
 * sets the environment variable and grants the rights that belong to it, in one call.
 */
export class RowbellFunction extends Construct implements IGrantable {
  readonly grantPrincipal: IPrincipal;
  readonly lambda: LambdaFunction;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: RowbellFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Logs", {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // The role Lambda would make allows logs of every function in the account.
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
    this.grantPrincipal = role;
    this.#role = role;
    this.lambda = new LambdaFunction(this, "Function", {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: functionTimeout,
      code: bundledCode(props.handler),
      handler: "index.handler",
      description: props.description,
      role,
      logGroup,
    });
  }

  bindTable(state: StateTable, access: TableAccess): void {
    this.lambda.addEnvironment(ENV.table, state.table.tableName);
    state.grant(this, access);
  }

  /** Hands over the ARN, not the value: whoever may look at a function's configuration sees its environment. */
  bindNotionSecret(notion: NotionSecret): void {
    this.lambda.addEnvironment(ENV.notionSecret, notion.secret.secretArn);
    notion.grantRead(this);
  }

  /** The ARN of what signs links; the right to read it. */
  bindLinkSecret(links: LinkSecret): void {
    this.lambda.addEnvironment(ENV.linkSecret, links.secret.secretArn);
    links.grantRead(this);
  }

  /** Lets it send to the queue of deliveries. */
  bindDeliveryQueue(queue: IQueue): void {
    this.lambda.addEnvironment(ENV.deliveryQueueUrl, queue.queueUrl);
    queue.grant(this, "sqs:SendMessage");
  }

  /** Allows an action that AWS knows for no single resource. @param reason why that is no more than it has to be. */
  allowOnAll(action: string, reason: string): void {
    this.#role.addToPolicy(new PolicyStatement({ actions: [action], resources: ["*"] }));
    Validations.of(this.#role.node.findChild("DefaultPolicy")).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason,
    });
  }

  /** Runs the function on the queue's messages; those it names as failed come back, the others do not. */
  consume(queue: IQueue, options: { batchSize: number; maxConcurrency?: number }): void {
    queue.grantConsumeMessages(this);
    // SqsEventSource would put the stack's name into the logical id.
    this.lambda.addEventSourceMapping("Messages", {
      eventSourceArn: queue.queueArn,
      reportBatchItemFailures: true,
      ...options,
    });
  }
}

const bundling = fileURLToPath(new URL("../bundling.ts", import.meta.url));

function bundledCode(handler: string): Code {
  const entry = fileURLToPath(new URL(`../../functions/${handler}/index.ts`, import.meta.url));
  return Code.fromAsset(dirname(entry), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never run, for the local bundling below always answers. But the CDK reuses the result of a bundling whose options
      // are equal, and functions count for nothing there: without the command every handler would be the first one.
      image: DockerImage.fromRegistry("none"),
      command: [handler],
      local: {
        tryBundle(folder) {
          // Alone in its folder, so that no package.json makes Lambda take the CommonJS file for an ES module.
          execFileSync(process.execPath, [bundling, entry, join(folder, "index.js")], { stdio: "inherit" });
          return true;
        },
      },
    },
  });
}
