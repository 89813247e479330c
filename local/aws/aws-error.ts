/** A failure as an AWS service answers it. `code` is the name the SDK gives to the error it throws. */
export class AwsError extends Error {
  readonly code: string;
  /** HTTP status: below 500 the caller is to blame. */
  readonly status: number;
  /** What the service says beside the message, by the name of its member: `ConfigurationSetName`. */
  readonly members: Readonly<Record<string, string>>;

  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
