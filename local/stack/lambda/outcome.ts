/**
 * How a run ended. `errorType` is Lambda's: `Sandbox.Timedout`, `Runtime.OutOfMemory`, `Runtime.ExitError`, what the start
 * failed with (`isInit`), or the name of what the handler threw.
 */
export type Outcome =
  | { payload: unknown; failure?: undefined }
  | { failure: { errorType: string; errorMessage: string }; isInit?: boolean };

/** A run was refused before it began: the function has as many as it may have. */
export class TooManyRequests extends Error {
  override name = "TooManyRequestsException";
}
