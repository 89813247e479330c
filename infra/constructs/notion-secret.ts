import { RemovalPolicy, SecretValue, Validations } from "aws-cdk-lib";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { tokenPlaceholder } from "../../shared/env.ts";
import { grantReadSecret } from "./grant-read-secret.ts";

/** Holds the token of the Notion integration: put there by a person or a script, and kept when the stack goes. */
export class NotionSecret extends Construct {
  readonly secret: Secret;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, props: { encryptionKey: IKey }) {
    super(scope, id);
    this.#key = props.encryptionKey;
    // CloudFormation writes the placeholder when it makes the secret. A later change of the resource might make it write
    // again, over the token, so these properties stay as they are (tested).
    this.secret = new Secret(this, "Token", {
      description: "Rowbell: token of the Notion integration (ntn_...)",
      secretStringValue: SecretValue.unsafePlainText(tokenPlaceholder),
      encryptionKey: props.encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "Notion has no API that issues a new token for an internal integration: only a person can rotate it, in Notion's settings.",
    });
  }

  /** Allows reading the token. */
  grantRead(grantee: IGrantable): void {
    grantReadSecret(grantee, this.secret, this.#key);
  }
}
