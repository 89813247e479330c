/** A failure as an AWS service answers it. `code` is the name the SDK gives to the error it throws. */
export class AwsError extends Error {
  readonly code: string;
  /** HTTP status: below 500 the caller is to blame. */
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.status = status;
  }
}
