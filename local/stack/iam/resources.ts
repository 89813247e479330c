import type { Resolve } from "../template/resolve.ts";
import { resourcesOf, type Template } from "../template/template.ts";

/** What must be known of a deployment's resources to say what a call needs. */
export type KnownResources = {
  /** Partition key and encryption key of a table, by its name. */
  tables: ReadonlyMap<string, { partitionKey: string; keyArn?: string }>;
  /** Encryption key of a secret, by its ARN. */
  secretKeys: ReadonlyMap<string, string>;
  /** What SES has verified: addresses and domains. */
  identities: readonly string[];
};

type Key = { AttributeName: string; KeyType: string };
type Table = { KeySchema: Key[]; SSESpecification?: { KMSMasterKeyId?: string } };

export function knownResources(template: Template, resolve: Resolve): KnownResources {
  const tables = resourcesOf(template, "AWS::DynamoDB::Table").map(([logicalId, given]) => {
    const { KeySchema, SSESpecification } = resolve<Table>(given);
    const partitionKey = KeySchema.find(({ KeyType }) => KeyType === "HASH")?.AttributeName ?? "";
    const keyArn = SSESpecification?.KMSMasterKeyId;
    return [resolve<string>({ Ref: logicalId }), { partitionKey, ...(keyArn && { keyArn }) }] as const;
  });
  const secretKeys = resourcesOf(template, "AWS::SecretsManager::Secret").flatMap(([logicalId, given]) => {
    const { KmsKeyId } = resolve<{ KmsKeyId?: string }>(given);
    return KmsKeyId ? [[resolve<string>({ Ref: logicalId }), KmsKeyId] as const] : [];
  });
  const identities = resourcesOf(template, "AWS::SES::EmailIdentity").map(
    ([, given]) => resolve<{ EmailIdentity: string }>(given).EmailIdentity,
  );
  return { tables: new Map(tables), secretKeys: new Map(secretKeys), identities };
}
