import { RemovalPolicy, Validations } from "aws-cdk-lib";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { grantReadSecret } from "./grant-read-secret.ts";

/** Signs unsubscribe links. AWS makes the key, so nobody ever sees it; it is kept when the stack goes, as links are. */
export class LinkSecret extends Construct {
  readonly secret: Secret;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, props: { encryptionKey: IKey }) {
    super(scope, id);
    this.#key = props.encryptionKey;
    // As with the Notion token these properties stay as they are: a change might make another key, without the old one.
    this.secret = new Secret(this, "Key", {
      description: "Rowbell: signs unsubscribe links",
      generateSecretString: {
        secretStringTemplate: '{"id":"1"}',
        generateStringKey: "key",
        passwordLength: 64,
        excludePunctuation: true,
      },
      encryptionKey: props.encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "Links in mails that were sent must go on to work, so a new key comes beside the old one, by hand: docs/deploy.md says how.",
    });
  }

  grantRead(grantee: IGrantable): void {
    grantReadSecret(grantee, this.secret, this.#key);
  }
}
