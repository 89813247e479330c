import { Annotations, CfnOutput, Duration, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { actions } from "../shared/generated/registry.ts";
import { type Config, exampleValues } from "./config.ts";
import { Dispatcher } from "./constructs/dispatcher.ts";
import { HttpEntry } from "./constructs/http-entry.ts";
import { LinkSecret } from "./constructs/link-secret.ts";
import { Mail } from "./constructs/mail.ts";
import { MailEvents } from "./constructs/mail-events.ts";
import { NotionSecret } from "./constructs/notion-secret.ts";
import { Poller } from "./constructs/poller.ts";
import { ReputationAlarms } from "./constructs/reputation-alarms.ts";
import { StateTable } from "./constructs/state-table.ts";

/** Rowbell in one account and region. Wires the parts; has no resource of its own. */
export class RowbellStack extends Stack {
  constructor(scope: Construct, id: string, props: { config: Config }) {
    const { config } = props;
    super(scope, id, { description: `Rowbell rings when a Notion row changes (${config.stage})` });

    const state = new StateTable(this, "State");
    const notion = new NotionSecret(this, "Notion", { encryptionKey: state.key });
    const mail = new Mail(this, "Mail", config);
    const links = new LinkSecret(this, "Links", { encryptionKey: state.key });
    const entry = new HttpEntry(this, "HttpEntry", { state, links });
    new ReputationAlarms(this, "Reputation");
    const dispatcher = new Dispatcher(this, "Dispatcher", { state, mail, notion, links, entry, actions });
    new MailEvents(this, "MailEvents", { state, mail });
    new Poller(this, "Poller", {
      state,
      notion,
      deliveryQueue: dispatcher.work.queue,
      rules: config.rules,
      interval: Duration.minutes(config.pollMinutes),
    });

    this.#explain(state, notion, mail, dispatcher);
    for (const name of exampleValues(config)) {
      Annotations.of(this).addWarningV2(
        `rowbell:example-value:${name}`,
        `${name} is still the example: set it in cdk.json before you deploy`,
      );
    }
  }

  #explain(state: StateTable, notion: NotionSecret, mail: Mail, { work }: Dispatcher): void {
    const name = notion.secret.secretName;
    new CfnOutput(this, "TableName", {
      value: state.table.tableName,
      description: "All of Rowbell's memory",
    });
    new CfnOutput(this, "DeliveryQueueUrl", {
      value: work.queue.queueUrl,
      description: "Where deliveries are woken; npm run deliveries wants it",
    });
    new CfnOutput(this, "ConfigurationSetName", {
      value: mail.configurationSet.configurationSetName,
      description: "What all mail goes through; npm run mail wants it",
    });
    new CfnOutput(this, "NotionSecretName", { value: name, description: "Where the Notion token goes" });
    new CfnOutput(this, "NextStep", {
      value: `aws secretsmanager put-secret-value --secret-id ${name} --secret-string ntn_...`,
      description:
        "Puts the Notion token where the poll function reads it; SES mails or lists what it wants verified",
    });
  }
}
