/** A function as the template has it, with every reference resolved. */
export type FunctionDefinition = {
  logicalId: string;
  name: string;
  arn: string;
  /** Folder that holds the code. */
  code: string;
  /** `index.handler`. */
  handler: string;
  environment: Readonly<Record<string, string>>;
  memoryMb: number;
  timeoutSeconds: number;
  /** Runs at the same time at most; the account's, where the function reserves none. */
  concurrency: number;
  logGroup: string;
  /** Logical id of the role it runs with. */
  role: string;
};
