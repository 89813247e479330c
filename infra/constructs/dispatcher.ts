import { Construct } from "constructs";
import { ENV } from "../../shared/env.ts";
import type { LinkSecret } from "./link-secret.ts";
import type { Mail } from "./mail.ts";
import type { NotionSecret } from "./notion-secret.ts";
import { functionTimeout, RowbellFunction } from "./rowbell-function.ts";
import type { StateTable } from "./state-table.ts";
import { WorkQueue } from "./work-queue.ts";

/** The part of an action's definition that says what it must be allowed to do. */
export type ActionNeeds = { type: string; needs: { iam: readonly string[] } };

export type DispatcherProps = {
  state: StateTable;
  mail: Mail;
  notion: NotionSecret;
  /** What signs the links in mails, and where they lead. */
  links: LinkSecret;
  entry: { url: string };
  actions: readonly ActionNeeds[];
};

/** Carries out what is owed: delivery queue → deliver function, with the rights its actions declare and no others. */
export class Dispatcher extends Construct {
  readonly work: WorkQueue;
  readonly deliver: RowbellFunction;

  constructor(scope: Construct, id: string, props: DispatcherProps) {
    super(scope, id);
    this.work = new WorkQueue(this, "Deliveries", { consumerTimeout: functionTimeout, attempts: 5 });
    this.deliver = new RowbellFunction(this, "Deliver", {
      handler: "deliver",
      description: "Rowbell: claims deliveries that are due and runs their actions",
    });
    // Bounds how fast SES is asked to send. Not reserved concurrency: a new account has only ten runs to reserve from.
    this.deliver.consume(this.work.queue, { batchSize: 10, maxConcurrency: 5 });
    this.deliver.bindTable(props.state, {
      actions: [
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        // What a delivery is passed on as; the budget of requests to Notion.
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
      ],
    });
    this.#grantNeeds(props);
  }

  #grantNeeds({ actions, mail, notion, links, entry }: DispatcherProps): void {
    const grants: Record<string, () => void> = {
      "ses:SendRawEmail": () => {
        this.deliver.lambda.addEnvironment(ENV.mailFrom, mail.from);
        this.deliver.lambda.addEnvironment(ENV.configurationSet, mail.configurationSet.configurationSetName);
        if (mail.recipientDomains.length > 0)
          this.deliver.lambda.addEnvironment(ENV.recipientDomains, mail.recipientDomains.join(","));
        mail.grantSend(this.deliver);
        this.deliver.allowOnAll(
          "ses:GetSendQuota",
          "SES knows no resource for this question. It only reads how many mails the account may send and has sent.",
        );
        this.deliver.lambda.addEnvironment(ENV.webUrl, entry.url);
        this.deliver.bindLinkSecret(links);
      },
      "secretsmanager:GetSecretValue": () => {
        this.deliver.bindNotionSecret(notion);
      },
    };
    for (const need of new Set(actions.flatMap((action) => action.needs.iam))) {
      const grant = grants[need];
      if (grant === undefined) {
        const who = actions.filter((action) => action.needs.iam.includes(need)).map((action) => action.type);
        throw new Error(
          `action ${who.join(", ")} needs "${need}", which the dispatcher cannot grant; it can grant ${Object.keys(grants).join(", ")}. Add it in infra/constructs/dispatcher.ts.`,
        );
      }
      grant();
    }
  }
}
