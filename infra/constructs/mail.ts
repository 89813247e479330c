import { Stack } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { addressOf, type Config } from "../config.ts";

export type MailProps = Pick<Config, "mailFrom" | "mailIdentity" | "sandboxRecipients" | "recipientDomains">;

/** The verified identity mails come from, and the configuration set they all go through: TLS only, reputation measured. */
export class Mail extends Construct {
  readonly from: string;
  readonly configurationSet: ConfigurationSet;
  readonly identity: EmailIdentity;
  readonly recipientDomains: readonly string[];
  readonly #sandboxRecipients: readonly string[];

  constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id);
    this.from = props.mailFrom;
    this.recipientDomains = props.recipientDomains;
    this.#sandboxRecipients = props.sandboxRecipients;
    this.configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const isAddress = props.mailIdentity.includes("@");
    this.identity = new EmailIdentity(this, "Identity", {
      identity: isAddress ? Identity.email(props.mailIdentity) : Identity.domain(props.mailIdentity),
      configurationSet: this.configurationSet,
    });
  }

  /** Allows sending from our one address, through our configuration set. */
  grantSend(grantee: IGrantable): void {
    Grant.addToPrincipal({
      grantee,
      actions: ["ses:SendRawEmail"],
      resourceArns: [
        this.identity.emailIdentityArn,
        this.#arn("configuration-set", this.configurationSet.configurationSetName),
        // In its sandbox SES also checks the right on the recipient's own identity (github.com/aws/aws-sdk-js/issues/3641).
        ...this.#sandboxRecipients.map((address) => this.#arn("identity", address)),
      ],
      conditions: {
        StringEquals: { "ses:FromAddress": addressOf(this.from) },
        ...this.#toDomains(),
      },
    });
  }

  /** The mailer asks the same of every address; this holds for whatever else its function might be made to do. */
  #toDomains() {
    if (this.recipientDomains.length === 0) return {};
    const patterns = this.recipientDomains.flatMap((domain) => [`*@${domain}`, `*@*.${domain}`]);
    return { "ForAllValues:StringLike": { "ses:Recipients": patterns } };
  }

  #arn(resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service: "ses", resource, resourceName });
  }
}
