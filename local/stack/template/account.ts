/** Where the stack is "deployed" here: what the embedded parts say of themselves in their ARNs. */
export const account = { id: "000000000000", region: "us-east-1", partition: "aws" };

/** An ARN in that account. */
export function arnOf(service: string, resource: string): string {
  const { partition, region, id } = account;
  return `arn:${partition}:${service}:${region}:${id}:${resource}`;
}
