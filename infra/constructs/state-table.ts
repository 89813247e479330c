import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { TABLE } from "../../shared/table.ts";

/** What a function may do with the table: item actions on the table itself, and queries on the indexes it names. */
export type TableAccess = {
  actions: readonly TableAction[];
  indexes?: readonly string[];
};

type TableAction =
  `dynamodb:${"GetItem" | "BatchGetItem" | "Query" | "PutItem" | "UpdateItem" | "DeleteItem" | "ConditionCheckItem"}`;

/** DynamoDB calls KMS in the name of its caller with these. GenerateDataKey and ReEncrypt are what writes may need. */
const keyActions = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/**
 * The one table, all of Rowbell's memory: on demand, encrypted with our own key, restorable to any second of the last 35
 * days, protected from deletion and kept when the stack goes. Losing it would make every row look new.
 */
export class StateTable extends Construct {
  readonly table: Table;
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, "Key", {
      description: "Rowbell: encrypts the state table and the Notion token",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Not TableV2: with a key of ours it cannot be synthesized before the region is known.
    this.table = new Table(this, "Table", {
      partitionKey: text(TABLE.partitionKey),
      sortKey: text(TABLE.sortKey),
      timeToLiveAttribute: TABLE.ttl,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of [TABLE.dueIndex, TABLE.historyIndex, TABLE.rowsIndex, TABLE.runsIndex]) {
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: text(index.partitionKey),
        sortKey: text(index.sortKey),
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
  }

  /** Allows exactly `access`; the table's own grant methods would allow `index/*` and a dozen actions. */
  grant(grantee: IGrantable, access: TableAccess): void {
    Grant.addToPrincipal({ grantee, actions: [...access.actions], resourceArns: [this.table.tableArn] });
    if (access.indexes !== undefined) {
      const resourceArns = access.indexes.map((name) => `${this.table.tableArn}/index/${name}`);
      Grant.addToPrincipal({ grantee, actions: ["dynamodb:Query"], resourceArns });
    }
    Grant.addToPrincipal({
      grantee,
      actions: keyActions,
      resourceArns: [this.key.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `dynamodb.${Stack.of(this).region}.amazonaws.com` } },
    });
  }
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}
